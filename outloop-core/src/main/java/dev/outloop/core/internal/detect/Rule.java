package dev.outloop.core.internal.detect;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one kind of secret is found: a keyword, what follows it, what stands around it, and whether the result is plausible.
 *
 * @param id a name of at most {@value #MAX_ID_CHARS} characters
 * @param provider whose secret it is
 * @param keywords what a match begins with
 * @param anyCase whether keywords are found in either case
 * @param before what may stand before the keyword, if not whatever ends a word
 * @param after what may stand behind the match, if not whatever ends a word and the last element
 * @param until where a cut ends that goes on behind the match
 * @param cuts whether a match is cut; otherwise it is only counted
 */
public record Rule(
        String id,
        String provider,
        List<String> keywords,
        boolean anyCase,
        TokenPattern pattern,
        @Nullable ByteClass before,
        @Nullable ByteClass after,
        Plausibility plausibility,
        @Nullable String until,
        boolean cuts) {

    /** So that the kind is a short name too. */
    public static final int MAX_ID_CHARS = 48;

    private static final String KIND_PREFIX = "detected:";
    private static final int MAX_TEXT_CHARS = 64;

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException with a sentence that says what was expected
     */
    public Rule {
        keywords = List.copyOf(keywords);
        require(id.length() <= MAX_ID_CHARS, "expected an id of at most " + MAX_ID_CHARS + " characters");
        require(
                !keywords.isEmpty() && keywords.stream().allMatch(keyword -> isText(keyword, KeywordTable.MIN_BYTES)),
                "expected keywords of 3 to 64 printable characters of ASCII");
        require(
                pattern.elements().get(0).min() > 0
                        || keywords.stream().allMatch(keyword -> keyword.length() > KeywordTable.MIN_BYTES),
                "expected a pattern whose first element is not optional behind a keyword of 3 characters");
        require(until == null || isText(until, 1), "expected an end of 1 to 64 printable characters of ASCII");
        require(
                until == null
                        || !pattern.lastElement().isEndless()
                                && pattern.cutTo() == pattern.elements().size(),
                "expected an end only where the pattern is cut to its own end and has one");
    }

    /** What spans of this rule are reported as. */
    public String kind() {
        return KIND_PREFIX + id;
    }

    /** The same rule, which does not cut. */
    public Rule counting() {
        return new Rule(id, provider, keywords, anyCase, pattern, before, after, plausibility, until, false);
    }

    private static boolean isText(String text, int least) {
        return text.length() >= least
                && text.length() <= MAX_TEXT_CHARS
                && text.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    private static void require(boolean condition, String sentence) {
        if (!condition) {
            throw new IllegalArgumentException(sentence);
        }
    }
}

package dev.outloop.core.internal.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadingTest {

    private final PatternSet known = Literals.of("topsecret");
    private long sourceBase;

    @Test
    void sleepsThroughEscapesThatCannotMatter() {
        Reading json = new Reading(ByteSearch.BACKSLASH, "json", new BackslashEscapes());
        for (String quiet : new String[] {"no escape", "... \\\" b", "...\\u0026", "...\\u200b", "...\\n", "...\\\\"}) {
            assertThat(isAwakeAfter(json, quiet)).as(quiet).isFalse();
        }
        assertThat(isAwakeAfter(json, "...\\\" then s\\u0065")).isTrue();
    }

    @Test
    void wakesForPartsOfInnerEscapes() {
        for (String part : new String[] {
            "...\\u0026", "...\\u200b", ".to\\n", "...\\\\", "...\\u0033", "...\\u003b", "..;\\n", "%41\\n"
        }) {
            assertThat(isAwakeAfter(nested(), part)).as(part).isTrue();
        }
        for (String other : new String[] {"...\\\"", "...\\u2019", "...\\u00e9", "...\\u003c", "...\\n", "...\\r"}) {
            assertThat(isAwakeAfter(nested(), other)).as(other).isFalse();
        }
    }

    @Test
    void fallsAsleepOnceNoLiteralReachesBackToAnEscape() {
        for (String escape : new String[] {"\\u0065", "--s\\u0065"}) {
            assertThat(isAwakeAfter(
                            new Reading(ByteSearch.BACKSLASH, "json", new BackslashEscapes()), escape + "-".repeat(8)))
                    .isTrue();
            assertThat(isAwakeAfter(
                            new Reading(ByteSearch.BACKSLASH, "json", new BackslashEscapes()), escape + "-".repeat(9)))
                    .isFalse();
        }
        Reading json = new Reading(ByteSearch.BACKSLASH, "json", new BackslashEscapes());
        assertThat(isAwakeAfter(json, "\\u0065-----")).isTrue();
        assertThat(isAwakeAfter(json, "---")).isTrue();
        assertThat(isAwakeAfter(json, "-")).isFalse();
        assertThat(isAwakeAfter(json, "\\u0065-----")).isTrue();
        assertThat(isAwakeAfter(json, "----\\\"----")).isFalse();
    }

    @Test
    void staysAwakeForAnEscapeThatIsCutShort() {
        Reading json = new Reading(ByteSearch.BACKSLASH, "json", new BackslashEscapes());
        assertThat(isAwakeAfter(json, "\\u0065" + "-".repeat(20) + "\\")).isTrue();
        Reading asleep = new Reading(ByteSearch.BACKSLASH, "json", new BackslashEscapes());
        assertThat(isAwakeAfter(asleep, "-".repeat(20) + "\\u00")).isTrue();
    }

    @Test
    void aFoldMattersBehindAByteOfALiteralOrAtTheEnd() {
        for (String text : new String[] {"-to\n-", "-to\r-", "---\n", "---\n \t", "-to\u00e2\u0080\u008b-"}) {
            assertThat(isAwakeAfter(new Reading(ByteSearch.FOLD, "wrapped", new Folds()), text))
                    .as(text)
                    .isTrue();
        }
        for (String text : new String[] {"---\nt", "---\r\n--", "---\u00e2\u0080\u008bt", "---\n  t"}) {
            assertThat(isAwakeAfter(new Reading(ByteSearch.FOLD, "wrapped", new Folds()), text))
                    .as(text)
                    .isFalse();
        }
    }

    @Test
    void staysAwakeWithWhatReadsOnFromIt() {
        Reading json = nested();
        assertThat(isAwakeAfter(json, "\\u0065" + "-".repeat(20) + "&#116;")).isTrue();
        assertThat(isAwakeAfter(json, "-".repeat(20))).isFalse();
        assertThat(isAwakeAfter(json, "-&#116;")).isFalse();
    }

    @Test
    void releasesAllThatItSleepsThrough() {
        byte[] text = Literals.bytes("..a \\\" b..");
        Reading json = new Reading(ByteSearch.BACKSLASH, "json", new BackslashEscapes());
        assertThat(json.read(text, 2, 8, 0, new Search(known, "acme", false), (from, to, kind) -> {}))
                .isEqualTo(8);
    }

    private static Reading nested() {
        return new Reading(
                ByteSearch.BACKSLASH,
                "json",
                new BackslashEscapes(),
                new Reading(ByteSearch.AMPERSAND, "entity", new EntityEscapes()));
    }

    /** Gives it the text behind what came before, all of which was released. */
    private boolean isAwakeAfter(Reading reading, String text) {
        byte[] bytes = Literals.bytes(text);
        reading.read(bytes, 0, bytes.length, sourceBase, new Search(known, "acme", false), (from, to, kind) -> {});
        sourceBase += bytes.length;
        return reading.isAwake();
    }
}

package dev.outloop.core.internal.journal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The words for how a request was decided and how it ended, in terms of what a record has. */
public final class EntryDecision {

    private static final Map<String, Word> WORDS = new LinkedHashMap<>();

    static {
        WORDS.put("ALLOWED", new Word("ATTEMPT", entry -> true));
        WORDS.put("DENIED", new Word("DENIED", entry -> true));
        WORDS.put("PENDING", new Word("PENDING", entry -> true));
        WORDS.put("APPROVED", new Word("APPROVED", entry -> true));
        WORDS.put("REJECTED", new Word("REJECTED", entry -> true));
        WORDS.put("COMPLETED", new Word("OUTCOME", entry -> !entry.fields().containsKey("code")));
        WORDS.put("FAILED", new Word("OUTCOME", entry -> entry.fields().containsKey("code")));
        WORDS.put("UNKNOWN", new Word("OUTCOME", entry -> entry.text("effect").equals("UNKNOWN")));
    }

    private EntryDecision() {}

    private record Word(String event, Predicate<EntryContent> holds) {}

    /** All words. */
    public static Set<String> words() {
        return java.util.Collections.unmodifiableSet(WORDS.keySet());
    }

    static String eventOf(String word) {
        return word(word).event();
    }

    static boolean is(String word, EntryContent entry) {
        return entry.event().equals(eventOf(word)) && word(word).holds().test(entry);
    }

    private static Word word(String word) {
        Word known = WORDS.get(word);
        if (known == null) {
            throw new IllegalArgumentException("no such decision");
        }
        return known;
    }
}

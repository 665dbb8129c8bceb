package dev.outloop.core.internal.journal;

import java.util.List;
import java.util.function.Predicate;

/** The words for how a request was decided and how it ended, in terms of what a record has. */
public final class EntryDecision {

    private static final List<Word> WORDS = List.of(
            new Word("ALLOWED", "ATTEMPT", entry -> true),
            new Word("DENIED", "DENIED", entry -> true),
            new Word("PENDING", "PENDING", entry -> true),
            new Word("APPROVED", "APPROVED", entry -> true),
            new Word("REJECTED", "REJECTED", entry -> true),
            new Word("COMPLETED", "OUTCOME", entry -> !entry.fields().containsKey("code")),
            new Word("FAILED", "OUTCOME", entry -> entry.fields().containsKey("code")),
            new Word("UNKNOWN", "OUTCOME", entry -> entry.text("effect").equals("UNKNOWN")));

    private EntryDecision() {}

    private record Word(String name, String event, Predicate<EntryContent> holds) {}

    /** All words, in the order of what happens. */
    public static List<String> words() {
        return WORDS.stream().map(Word::name).toList();
    }

    static String eventOf(String word) {
        return word(word).event();
    }

    static boolean is(String word, EntryContent entry) {
        return entry.event().equals(eventOf(word)) && word(word).holds().test(entry);
    }

    private static Word word(String word) {
        return WORDS.stream()
                .filter(known -> known.name().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such decision"));
    }
}

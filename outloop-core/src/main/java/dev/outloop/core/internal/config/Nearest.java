package dev.outloop.core.internal.config;

import java.util.Collection;
import java.util.Comparator;

/** Which known word was probably meant. Only known words are ever shown. */
final class Nearest {

    private static final int MAX_LENGTH = 64;

    private Nearest() {}

    /** {@code ; did you mean "WORD"?}, or nothing where no word is near. */
    static String hint(String given, Collection<String> known) {
        if (given.length() > MAX_LENGTH) {
            return "";
        }
        int within = given.length() <= 3 ? 1 : given.length() <= 8 ? 2 : 3;
        return known.stream()
                .filter(word -> distance(given, word) <= within)
                .min(Comparator.<String>comparingInt(word -> distance(given, word))
                        .thenComparing(Comparator.naturalOrder()))
                .map(word -> "; did you mean \"" + word + "\"?")
                .orElse("");
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}

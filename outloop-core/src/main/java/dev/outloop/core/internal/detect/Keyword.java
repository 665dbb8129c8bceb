package dev.outloop.core.internal.detect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A keyword with the rules that begin with it. Immutable. */
final class Keyword {

    final byte[] bytes;
    final boolean anyCase;
    final CompiledRule[] rules;

    /** What tells keywords apart: a rule for either case has one of its own. */
    record Text(String characters, boolean anyCase) {

        static Text of(String keyword, Rule rule) {
            return new Text(rule.anyCase() ? keyword.toLowerCase(Locale.ROOT) : keyword, rule.anyCase());
        }
    }

    Keyword(Text text, List<CompiledRule> rules) {
        this.bytes = text.characters.getBytes(StandardCharsets.US_ASCII);
        this.anyCase = text.anyCase;
        this.rules = rules.toArray(CompiledRule[]::new);
    }

    /** Whether the text has the keyword here, as far as the text goes. */
    boolean isAt(byte[] text, int at, int to) {
        int length = Math.min(bytes.length, to - at);
        return anyCase ? isFolded(bytes, length, text, at) : Arrays.equals(bytes, 0, length, text, at, at + length);
    }

    /** Whether the text is that word in either case; the word is in lower case. */
    static boolean isFolded(byte[] word, int length, byte[] text, int at) {
        for (int i = 0; i < length; i++) {
            if (word[i] != lower(text[at + i])) {
                return false;
            }
        }
        return true;
    }

    private static byte lower(byte value) {
        return value >= 'A' && value <= 'Z' ? (byte) (value | 0x20) : value;
    }
}

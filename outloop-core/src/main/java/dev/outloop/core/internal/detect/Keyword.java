package dev.outloop.core.internal.detect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** One keyword of a rule, with what a scan needs to know of both. Immutable. */
final class Keyword {

    final byte[] bytes;
    final Rule rule;
    final String kind;
    final Element[] elements;
    /** The number of the first element among those of all rules. */
    final int firstElement;

    Keyword(String text, Rule rule, int firstElement) {
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        if (rule.anyCase()) {
            for (int i = 0; i < ascii.length; i++) {
                ascii[i] = lower(ascii[i]);
            }
        }
        this.bytes = ascii;
        this.rule = rule;
        this.kind = rule.kind();
        this.elements = rule.pattern().elements().toArray(Element[]::new);
        this.firstElement = firstElement;
    }

    /** Whether the text has the keyword here, as far as the text goes. */
    boolean isAt(byte[] text, int at, int to) {
        int length = Math.min(bytes.length, to - at);
        return rule.anyCase()
                ? isFolded(bytes, length, text, at)
                : Arrays.equals(bytes, 0, length, text, at, at + length);
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

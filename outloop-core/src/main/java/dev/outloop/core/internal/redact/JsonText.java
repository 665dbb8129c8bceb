package dev.outloop.core.internal.redact;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes JSON tokens, compactly and with the fewest escapes, so that spelling and spacing of the original carry nothing.
 * Always UTF-8: a surrogate without its partner stays an escape. Not thread-safe.
 */
final class JsonText {

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    /** The letter behind the backslash for each control character that has one. */
    private static final String SHORT = "\b\t\n\f\r";

    private static final String LETTERS = "btnfr";

    private byte[] bytes = new byte[1024];
    private int size;

    /** Hands over what was written. */
    void flushTo(ByteSink next) throws Withheld {
        if (size > 0) {
            int count = size;
            size = 0;
            next.write(bytes, 0, count);
        }
    }

    void raw(char ascii) {
        reserve(1);
        bytes[size++] = (byte) ascii;
    }

    /** A number or a word as it came: ASCII by JSON's grammar. */
    void raw(char[] ascii, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            raw(ascii[i]);
        }
    }

    void string(char[] text, int offset, int length) {
        raw('"');
        int end = offset + length;
        for (int i = offset; i < end; i++) {
            char c = text[i];
            if (Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(text[i + 1])) {
                i++;
                supplementary(Character.toCodePoint(c, text[i]));
            } else {
                character(c);
            }
        }
        raw('"');
    }

    private void character(char c) {
        reserve(6);
        int letter = SHORT.indexOf(c);
        if (c == '"' || c == '\\') {
            put('\\');
            put(c);
        } else if (letter >= 0) {
            put('\\');
            put(LETTERS.charAt(letter));
        } else if (c < 0x20 || Character.isSurrogate(c)) {
            put('\\');
            put('u');
            for (int shift = 12; shift >= 0; shift -= 4) {
                put(HEX[c >> shift & 0xf]);
            }
        } else if (c < 0x80) {
            put(c);
        } else if (c < 0x800) {
            put(0xc0 | c >> 6);
            put(0x80 | c & 0x3f);
        } else {
            put(0xe0 | c >> 12);
            put(0x80 | c >> 6 & 0x3f);
            put(0x80 | c & 0x3f);
        }
    }

    private void supplementary(int point) {
        reserve(4);
        put(0xf0 | point >> 18);
        put(0x80 | point >> 12 & 0x3f);
        put(0x80 | point >> 6 & 0x3f);
        put(0x80 | point & 0x3f);
    }

    private void put(int octet) {
        bytes[size++] = (byte) octet;
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, bytes.length * 2);
        }
    }
}

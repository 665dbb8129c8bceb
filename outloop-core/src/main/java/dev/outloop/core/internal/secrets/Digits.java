package dev.outloop.core.internal.secrets;

/** Reads numbers out of bytes. */
final class Digits {

    /** There is something else than digits. */
    static final int MALFORMED = -1;

    /** All that is there are digits, but not enough. */
    static final int INCOMPLETE = -2;

    private Digits() {}

    /** The number that the digits between the offsets make, with the text ending at {@code to}; or what is wrong. */
    static int number(byte[] text, int from, int end, int to, int radix) {
        int number = 0;
        for (int at = from; at < end; at++) {
            if (at >= to) {
                return INCOMPLETE;
            }
            int digit = value(text[at], radix);
            if (digit < 0) {
                return MALFORMED;
            }
            number = number * radix + digit;
        }
        return number;
    }

    /** The digit's value, or -1. */
    static int value(byte b, int radix) {
        return b < 0 ? -1 : Character.digit(b, radix);
    }
}

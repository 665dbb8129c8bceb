package dev.outloop.core.internal.redact;

import java.util.Arrays;

/**
 * The checker's own decoders of escapes: each reads a text in one way and leaves what does not fit as it is. Not
 * thread-safe.
 */
final class CheckedReading implements AutoCloseable {

    private byte[] bytes = {};
    private int length;
    private int complete;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** How much of the reading no later byte can change; what follows is an escape that is cut short. */
    int complete() {
        return complete;
    }

    /** Percent-decoded once. */
    void percent(byte[] text, int from, int to, boolean plusIsSpace) {
        start(to - from);
        for (int at = from; at < to; at++) {
            byte b = text[at];
            if (b == '%' && at + 2 >= to) {
                markIncomplete();
            }
            if (b == '%' && at + 2 < to && digit(text[at + 1]) >= 0 && digit(text[at + 2]) >= 0) {
                add(digit(text[at + 1]) << 4 | digit(text[at + 2]));
                at += 2;
            } else {
                add(plusIsSpace && b == '+' ? ' ' : b);
            }
        }
        complete = Math.min(complete, length);
    }

    /** With the escapes of JSON strings undone once; behind {@code settled} the text itself may change. */
    void json(byte[] text, int from, int to, int settled) {
        start(to - from);
        int at = from;
        while (at < to) {
            int end = jsonEnd(text, at, to);
            if (end > settled || end > to) {
                markIncomplete();
            }
            if (end == at + 1 || end > to) {
                add(text[at]);
                at++;
            } else if (end == at + 2) {
                int named = "bfnrt".indexOf(text[at + 1]);
                add(named < 0 ? text[at + 1] : "\b\f\n\r\t".charAt(named));
                at = end;
            } else {
                int point = unit(text, at + 2);
                addUtf8(end == at + 6 ? point : 0x10000 + (point - 0xd800 << 10) + unit(text, at + 8) - 0xdc00);
                at = end;
            }
        }
        complete = Math.min(complete, length);
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }

    /** The value of a hex digit, or -1. */
    static int digit(byte b) {
        return b >= '0' && b <= '9'
                ? b - '0'
                : b >= 'a' && b <= 'f' ? b - 'a' + 10 : b >= 'A' && b <= 'F' ? b - 55 : -1;
    }

    /** Where the escape or the byte there ends; behind {@code to} if that cannot be said yet. */
    private static int jsonEnd(byte[] text, int at, int to) {
        if (text[at] != '\\') {
            return at + 1;
        }
        if (at + 1 == to || text[at + 1] != 'u') {
            return at + 2;
        }
        for (int i = at + 2; i < at + 6; i++) {
            if (i >= to) {
                return to + 1;
            }
            if (digit(text[i]) < 0) {
                return at + 2;
            }
        }
        return isUnit(text, at, 0xd800) ? pairEnd(text, at + 6, to) : at + 6;
    }

    private static int pairEnd(byte[] text, int low, int to) {
        for (int i = low; i < low + 6; i++) {
            if (i >= to) {
                return to + 1;
            }
            boolean fits = i == low ? text[i] == '\\' : i == low + 1 ? text[i] == 'u' : digit(text[i]) >= 0;
            if (!fits) {
                return low;
            }
        }
        return isUnit(text, low, 0xdc00) ? low + 6 : low;
    }

    private static boolean isUnit(byte[] text, int at, int least) {
        int unit = unit(text, at + 2);
        return unit >= least && unit < least + 0x400;
    }

    private static int unit(byte[] text, int from) {
        int unit = 0;
        for (int i = from; i < from + 4; i++) {
            unit = unit << 4 | digit(text[i]);
        }
        return unit;
    }

    private void start(int most) {
        if (bytes.length < most) {
            close();
            bytes = new byte[Math.max(most, 256)];
        }
        length = 0;
        complete = Integer.MAX_VALUE;
    }

    private void markIncomplete() {
        complete = Math.min(complete, length);
    }

    private void add(int b) {
        bytes[length++] = (byte) b;
    }

    private void addUtf8(int point) {
        if (point < 0x80) {
            add(point);
        } else if (point < 0x800) {
            add(0xc0 | point >> 6);
            add(0x80 | point & 0x3f);
        } else {
            if (point < 0x10000) {
                add(0xe0 | point >> 12);
            } else {
                add(0xf0 | point >> 18);
                add(0x80 | point >> 12 & 0x3f);
            }
            add(0x80 | point >> 6 & 0x3f);
            add(0x80 | point & 0x3f);
        }
    }
}

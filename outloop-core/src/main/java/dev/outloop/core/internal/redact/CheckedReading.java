package dev.outloop.core.internal.redact;

/**
 * The checker's own decoders: each reads a text in one way, leaves what does not fit as it is, and never writes more
 * than it reads.
 */
final class CheckedReading {

    private CheckedReading() {}

    /** Percent-decoded once; returns the length. */
    static int percent(byte[] text, int from, int to, byte[] out, boolean plusIsSpace) {
        int length = 0;
        for (int at = from; at < to; at++) {
            byte b = text[at];
            if (b == '%' && at + 2 < to && digit(text[at + 1]) >= 0 && digit(text[at + 2]) >= 0) {
                out[length++] = (byte) (digit(text[at + 1]) << 4 | digit(text[at + 2]));
                at += 2;
            } else {
                out[length++] = plusIsSpace && b == '+' ? (byte) ' ' : b;
            }
        }
        return length;
    }

    /** With the escapes of JSON strings undone once; returns the length. */
    static int json(byte[] text, int from, int to, byte[] out) {
        int length = 0;
        int at = from;
        while (at < to) {
            byte b = text[at++];
            if (b != '\\' || at == to) {
                out[length++] = b;
            } else if (text[at] == 'u' && unit(text, at + 1, to) >= 0) {
                int point = unit(text, at + 1, to);
                at += 5;
                boolean high = point >= 0xd800 && point < 0xdc00;
                int low = high && at + 1 < to && text[at] == '\\' && text[at + 1] == 'u' ? unit(text, at + 2, to) : -1;
                if (low >= 0xdc00 && low < 0xe000) {
                    point = 0x10000 + (point - 0xd800 << 10) + (low - 0xdc00);
                    at += 6;
                }
                length = utf8(point, out, length);
            } else {
                int named = "bfnrt".indexOf(text[at]);
                out[length++] = named < 0 ? text[at] : (byte) "\b\f\n\r\t".charAt(named);
                at++;
            }
        }
        return length;
    }

    /** The value of a hex digit, or -1. */
    static int digit(byte b) {
        return b >= '0' && b <= '9'
                ? b - '0'
                : b >= 'a' && b <= 'f' ? b - 'a' + 10 : b >= 'A' && b <= 'F' ? b - 55 : -1;
    }

    private static int unit(byte[] text, int from, int to) {
        if (from + 4 > to) {
            return -1;
        }
        int unit = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = digit(text[i]);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }

    private static int utf8(int point, byte[] out, int at) {
        int length = at;
        if (point < 0x80) {
            out[length++] = (byte) point;
            return length;
        }
        if (point < 0x800) {
            out[length++] = (byte) (0xc0 | point >> 6);
        } else {
            if (point < 0x10000) {
                out[length++] = (byte) (0xe0 | point >> 12);
            } else {
                out[length++] = (byte) (0xf0 | point >> 18);
                out[length++] = (byte) (0x80 | point >> 12 & 0x3f);
            }
            out[length++] = (byte) (0x80 | point >> 6 & 0x3f);
        }
        out[length++] = (byte) (0x80 | point & 0x3f);
        return length;
    }
}

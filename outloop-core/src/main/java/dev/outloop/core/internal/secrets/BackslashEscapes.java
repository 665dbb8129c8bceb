package dev.outloop.core.internal.secrets;

/**
 * Backslash escapes of JSON strings (RFC 8259, section 7) and of the languages near it: {@code \xNN}, three octal digits
 * and {@code \\u{…}} as well. A backslash before anything else stands for what follows it.
 */
final class BackslashEscapes implements Escapes {

    private static final String NAMED = "bfnrt";
    private static final String NAMES = "\b\f\n\r\t";
    private static final int MAX_BRACED_DIGITS = 6;

    @Override
    public int next(byte[] text, int from, int to) {
        return ByteSearch.indexOf((byte) '\\', text, from, to);
    }

    @Override
    public int read(byte[] text, int at, int to, boolean last, ByteText out) {
        if (at + 1 == to) {
            return last ? NONE : CUT_SHORT;
        }
        int length = switch (text[at + 1]) {
            case 'u' -> unicode(text, at, to, last, out);
            case 'x' -> digits(text, at + 2, to, last, 2, 16, out);
            case '0', '1', '2', '3' -> digits(text, at + 1, to, last, 3, 8, out);
            default -> NONE;
        };
        if (length == NONE) {
            int named = NAMED.indexOf(text[at + 1]);
            out.add(named < 0 ? text[at + 1] : NAMES.charAt(named));
            return 2;
        }
        return length == CUT_SHORT ? CUT_SHORT : length + (text[at + 1] == 'x' ? 2 : 1);
    }

    /** What follows the backslash, or zero if that is no number of a character. */
    private static int unicode(byte[] text, int at, int to, boolean last, ByteText out) {
        if (at + 2 < to && text[at + 2] == '{') {
            return braced(text, at + 3, to, last, out);
        }
        int unit = Digits.number(text, at + 2, at + 6, to, 16);
        if (unit < 0) {
            return unit == Digits.INCOMPLETE && !last ? CUT_SHORT : NONE;
        }
        if (unit >> 10 == 0xd800 >> 10) {
            int low = low(text, at + 6, to);
            if (low == Digits.INCOMPLETE && !last) {
                return CUT_SHORT;
            }
            if (low >> 10 == 0xdc00 >> 10) {
                CodePoints.append(out, 0x10000 + (unit - 0xd800 << 10) + low - 0xdc00);
                return 11;
            }
        }
        CodePoints.append(out, unit);
        return 5;
    }

    private static int low(byte[] text, int at, int to) {
        if (at < to && text[at] != '\\' || at + 1 < to && text[at + 1] != 'u') {
            return Digits.MALFORMED;
        }
        return Digits.number(text, Math.min(at + 2, to), at + 6, to, 16);
    }

    private static int braced(byte[] text, int from, int to, boolean last, ByteText out) {
        int end = from;
        while (end < to && end < from + MAX_BRACED_DIGITS && Digits.value(text[end], 16) >= 0) {
            end++;
        }
        if (end == to) {
            return last ? NONE : CUT_SHORT;
        }
        int point = Digits.number(text, from, end, to, 16);
        if (end == from || text[end] != '}' || point > Character.MAX_CODE_POINT) {
            return NONE;
        }
        CodePoints.append(out, point);
        return end - from + 3;
    }

    private static int digits(byte[] text, int from, int to, boolean last, int count, int radix, ByteText out) {
        int value = Digits.number(text, from, from + count, to, radix);
        if (value < 0) {
            return value == Digits.INCOMPLETE && !last ? CUT_SHORT : NONE;
        }
        out.add(value);
        return count;
    }
}

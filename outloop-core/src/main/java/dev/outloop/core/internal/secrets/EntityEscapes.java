package dev.outloop.core.internal.secrets;

/**
 * Character references of XML (1.0, section 4.1) and HTML (standard, section 13.5), numbered and named; of the names
 * those of the characters of ASCII. All end with a semicolon, as whatever writes them ends them.
 */
final class EntityEscapes implements Escapes {

    /** The longest name and its ampersand; numbers may have as many leading zeros. */
    private static final int MAX_BYTES = 17;

    /** Each name with its character behind it. */
    private static final String[] NAMED = {
        "Tab\t",
        "NewLine\n",
        "excl!",
        "quot\"",
        "QUOT\"",
        "num#",
        "dollar$",
        "percnt%",
        "amp&",
        "AMP&",
        "apos'",
        "lpar(",
        "rpar)",
        "ast*",
        "midast*",
        "plus+",
        "comma,",
        "period.",
        "sol/",
        "colon:",
        "semi;",
        "lt<",
        "LT<",
        "equals=",
        "gt>",
        "GT>",
        "quest?",
        "commat@",
        "lsqb[",
        "lbrack[",
        "bsol\\",
        "rsqb]",
        "rbrack]",
        "Hat^",
        "lowbar_",
        "UnderBar_",
        "grave`",
        "DiacriticalGrave`",
        "lcub{",
        "lbrace{",
        "verbar|",
        "vert|",
        "VerticalLine|",
        "rcub}",
        "rbrace}",
    };

    @Override
    public int next(byte[] text, int from, int to) {
        return ByteSearch.indexOf((byte) '&', text, from, to);
    }

    @Override
    public int read(byte[] text, int at, int to, boolean last, ByteText out) {
        boolean isNumber = at + 1 < to && text[at + 1] == '#';
        int end = at + (isNumber ? 2 : 1);
        while (end < to && end < at + MAX_BYTES && isPart(text[end])) {
            end++;
        }
        if (end == to) {
            return last ? NONE : CUT_SHORT;
        }
        if (text[end] != ';') {
            return NONE;
        }
        int point = isNumber ? number(text, at + 2, end) : named(text, at + 1, end);
        if (point < 0 || point > Character.MAX_CODE_POINT) {
            return NONE;
        }
        CodePoints.append(out, point);
        return end + 1 - at;
    }

    private static int number(byte[] text, int from, int end) {
        boolean isHex = from < end && (text[from] | 0x20) == 'x';
        int first = isHex ? from + 1 : from;
        // More significant digits than any code point has would overflow.
        int significant = first;
        while (significant < end && text[significant] == '0') {
            significant++;
        }
        return first == end || end - significant > 7
                ? Digits.MALFORMED
                : Digits.number(text, significant, end, end, isHex ? 16 : 10);
    }

    private static int named(byte[] text, int from, int end) {
        for (String named : NAMED) {
            if (named.length() == end - from + 1 && isAt(named, text, from, end)) {
                return named.charAt(end - from);
            }
        }
        return Digits.MALFORMED;
    }

    private static boolean isAt(String named, byte[] text, int from, int end) {
        for (int at = from; at < end; at++) {
            if (text[at] != named.charAt(at - from)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPart(byte b) {
        return b >= '0' && b <= '9' || (b | 0x20) >= 'a' && (b | 0x20) <= 'z';
    }
}

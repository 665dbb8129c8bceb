package dev.outloop.core.internal.secrets;

/** Percent-encoded bytes (RFC 3986, section 2.1) and, for forms, a plus for a blank (WHATWG URL standard). */
final class PercentEscapes implements Escapes {

    private final boolean plusIsBlank;

    PercentEscapes(boolean plusIsBlank) {
        this.plusIsBlank = plusIsBlank;
    }

    @Override
    public int next(byte[] text, int from, int to) {
        int percent = ByteSearch.indexOf((byte) '%', text, from, to);
        return plusIsBlank ? ByteSearch.indexOf((byte) '+', text, from, percent) : percent;
    }

    @Override
    public int read(byte[] text, int at, int to, boolean last, ByteText out) {
        if (text[at] == '+') {
            out.add(' ');
            return 1;
        }
        int value = Digits.number(text, at + 1, at + 3, to, 16);
        if (value < 0) {
            return value == Digits.INCOMPLETE && !last ? CUT_SHORT : NONE;
        }
        out.add(value);
        return 3;
    }
}

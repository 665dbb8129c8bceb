package dev.outloop.core.internal.secrets;

/**
 * What stands between characters without being one of them: line breaks with the blanks that follow them, as encoders
 * of base64 wrap their lines (RFC 2045, section 6.8), and characters without width (soft hyphen, U+200B to U+200D,
 * U+2060, U+FEFF).
 */
final class Folds implements Escapes {

    private static final byte[][] INVISIBLE = {
        {(byte) 0xc2, (byte) 0xad},
        {(byte) 0xe2, (byte) 0x80, (byte) 0x8b},
        {(byte) 0xe2, (byte) 0x80, (byte) 0x8c},
        {(byte) 0xe2, (byte) 0x80, (byte) 0x8d},
        {(byte) 0xe2, (byte) 0x81, (byte) 0xa0},
        {(byte) 0xef, (byte) 0xbb, (byte) 0xbf},
    };

    private boolean isAfterBreak;

    @Override
    public int next(byte[] text, int from, int to) {
        return ByteSearch.indexOfFold(text, from, to);
    }

    @Override
    public int read(byte[] text, int at, int to, boolean last, ByteText out) {
        if (text[at] == '\n' || text[at] == '\r') {
            isAfterBreak = true;
            return resume(text, at + 1, to) - at;
        }
        for (byte[] sequence : INVISIBLE) {
            int length = common(sequence, text, at, to);
            if (length == sequence.length) {
                return length;
            }
            if (at + length == to && length > 0) {
                return last ? NONE : CUT_SHORT;
            }
        }
        return NONE;
    }

    /** More breaks, and blanks behind them, which the end of the text before may have cut off from the first. */
    @Override
    public int resume(byte[] text, int from, int to) {
        int at = from;
        while (isAfterBreak && at < to) {
            isAfterBreak = text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r';
            at += isAfterBreak ? 1 : 0;
        }
        return at;
    }

    private static int common(byte[] sequence, byte[] text, int at, int to) {
        int length = 0;
        while (length < sequence.length && at + length < to && text[at + length] == sequence[length]) {
            length++;
        }
        return length;
    }
}

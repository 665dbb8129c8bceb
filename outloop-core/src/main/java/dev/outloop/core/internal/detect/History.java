package dev.outloop.core.internal.detect;

/** The last bytes that were decided, which tell whether a word can begin behind them. One thread. */
final class History {

    /** As long as {@code \}{@code u003d}. */
    private static final int BYTES = 6;

    private static final byte[] ESCAPED = {'n', 'r', 't', 'f', 'b'};

    private static final ByteClass ANY_BEFORE = ByteClass.WORD
            .not()
            .or(ByteClass.range('0', '9'))
            .or(ByteClass.range('A', 'F'))
            .or(ByteClass.range('a', 'f'))
            .or(ByteClass.of('n'))
            .or(ByteClass.of('r'))
            .or(ByteClass.of('t'));

    private final byte[] before = new byte[BYTES];
    private int size;

    /** The text at hand; what is before it is the history. */
    private byte[] text = {};

    private int from;

    void begin(byte[] bytes, int offset) {
        text = bytes;
        from = offset;
    }

    /** Keeps the end of what lies before the offset. */
    void end(int decided) {
        byte[] kept = new byte[BYTES];
        int count = 0;
        while (count < BYTES) {
            int value = back(decided, count + 1);
            if (value < 0) {
                break;
            }
            kept[BYTES - ++count] = (byte) value;
        }
        System.arraycopy(kept, 0, before, 0, BYTES);
        size = count;
        text = before;
        from = BYTES;
    }

    /** What can stand right before a keyword of this rule. */
    static ByteClass before(Rule rule) {
        ByteClass before = rule.before();
        return before != null ? before : ANY_BEFORE;
    }

    /** Whether a keyword can begin here: where nothing or what the rule allows stands before it. */
    boolean allows(Rule rule, int at) {
        int one = back(at, 1);
        if (one < 0) {
            return true;
        }
        ByteClass before = rule.before();
        if (before != null) {
            return before.has((byte) one);
        }
        return !ByteClass.WORD.has((byte) one) || endsEscape(at, one);
    }

    /** In {@code \}{@code ntoken}, {@code %3Dtoken} and {@code \}{@code u003dtoken} a word begins behind the escape. */
    private boolean endsEscape(int at, int one) {
        int two = back(at, 2);
        if (two == '\\') {
            for (byte escaped : ESCAPED) {
                if (one == escaped) {
                    return true;
                }
            }
            return false;
        }
        return back(at, 3) == '%' && areHex(at, 2) || back(at, 6) == '\\' && back(at, 5) == 'u' && areHex(at, 4);
    }

    private boolean areHex(int at, int count) {
        for (int i = 1; i <= count; i++) {
            if (Character.digit(back(at, i), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    /** The byte so far before the offset, or -1 where there is none. */
    private int back(int at, int distance) {
        int index = at - distance;
        if (index >= from) {
            return text[index] & 0xff;
        }
        int kept = BYTES - (from - index);
        return kept >= BYTES - size ? before[kept] & 0xff : -1;
    }
}

package dev.outloop.core.internal.redact;

import java.util.List;

/** The content of a JSON string (RFC 8259, section 7), and of one inside another. */
final class CheckedJson extends CheckedEscape {

    private static final int WHOLE = 6;

    private final CheckedWords words;
    private final int levels;

    CheckedJson(CheckedWords words, int levels) {
        super(words);
        this.words = words;
        this.levels = levels;
    }

    @Override
    boolean introduces(int b) {
        return b == '\\';
    }

    @Override
    List<CheckedEscape> within() {
        return levels == 1 ? List.of() : List.of(new CheckedJson(words, levels - 1));
    }

    @Override
    void read(int b, long origin) throws Withheld {
        if (size == 0 && b != '\\') {
            literal(b, origin);
        } else if (size == 0 || size == 1 && b == 'u') {
            remember(b, origin);
        } else if (size == 1) {
            decoded(named((byte) b) & 0xff);
        } else if (CheckedRun.hex(b) == CheckedRun.NONE) {
            giveUp();
            read(b, origin);
        } else {
            remember(b, origin);
            if (size == WHOLE) {
                character(unit());
            }
        }
    }

    /** What a byte behind a backslash stands for; itself if it is no name. */
    static byte named(byte b) {
        return switch (b) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> b;
        };
    }

    private int unit() {
        int unit = 0;
        for (int i = 2; i < WHOLE; i++) {
            unit = unit << 4 | CheckedRun.hex(pending[i]);
        }
        return unit;
    }
}

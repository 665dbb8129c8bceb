package dev.outloop.core.internal.redact;

import java.util.List;

/** What is percent-encoded (RFC 3986, section 2.1), once or twice, also as a form writes it (HTML, section 4.10). */
final class CheckedPercent extends CheckedEscape {

    private final CheckedWords words;
    private final int levels;
    private final boolean isForm;

    private CheckedPercent(CheckedWords words, int levels, boolean isForm) {
        super(words);
        this.words = words;
        this.levels = levels;
        this.isForm = isForm;
    }

    /** Up to so many times; a plus is a blank only in what was encoded first, and only if a word has one. */
    static List<CheckedEscape> upTo(int levels, CheckedWords words) {
        if (levels == 0) {
            return List.of();
        }
        CheckedEscape percent = new CheckedPercent(words, levels, false);
        return words.has(' ') ? List.of(percent, new CheckedPercent(words, 1, true)) : List.of(percent);
    }

    @Override
    boolean introduces(int b) {
        return b == '%' || isForm && b == '+';
    }

    @Override
    List<CheckedEscape> within() {
        return isForm ? List.of() : upTo(levels - 1, words);
    }

    @Override
    void read(int b, long origin) throws Withheld {
        if (size == 0) {
            if (b == '%') {
                remember(b, origin);
            } else {
                literal(isForm && b == '+' ? ' ' : b, origin);
            }
        } else if (CheckedRun.hex(b) == CheckedRun.NONE) {
            giveUp();
            read(b, origin);
        } else if (size == 1) {
            remember(b, origin);
        } else {
            decoded(CheckedRun.hex(pending[1]) << 4 | CheckedRun.hex(b));
        }
    }
}

package dev.outloop.core.internal.redact;

/** How far the words are matched at the end of one reading, and where in the text that begins. Not thread-safe. */
final class CheckedMatch {

    private static final int FEW = 16;

    private final CheckedWords words;
    private int state = CheckedWords.NOTHING;
    /** Where each of the begun bytes came from; a ring, since a match may go on at a later beginning. */
    private long[] origins = {};

    private int count;

    CheckedMatch(CheckedWords words) {
        this.words = words;
    }

    /** One more byte of the reading, and where in the text what says it begins. */
    void take(int b, long origin) throws Withheld {
        state = words.next(state, b);
        if (state != CheckedWords.NOTHING) {
            if (words.depth(state) > origins.length) {
                origins = copied(Math.max(FEW, 2 * origins.length));
            }
            origins[count++ & origins.length - 1] = origin;
            requireNoWord();
        }
    }

    boolean isBegun() {
        return state != CheckedWords.NOTHING;
    }

    /** Where what is begun begins; behind every byte if nothing is. */
    long begin() {
        return isBegun() ? origins[count - words.depth(state) & origins.length - 1] : Long.MAX_VALUE;
    }

    void reset() {
        state = CheckedWords.NOTHING;
    }

    void copy(CheckedMatch other) {
        state = other.state;
        if (isBegun()) {
            origins = other.copied(other.origins.length);
            count = other.count;
        }
    }

    private void requireNoWord() throws Withheld {
        if (words.isWord(state)) {
            throw Withheld.because("the response still held a secret after redaction, so the rest is kept back");
        }
    }

    private long[] copied(int length) {
        long[] copy = new long[length];
        for (int back = 1; back <= origins.length; back++) {
            copy[count - back & length - 1] = origins[count - back & origins.length - 1];
        }
        return copy;
    }
}

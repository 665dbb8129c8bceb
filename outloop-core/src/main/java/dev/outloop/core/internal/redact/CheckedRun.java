package dev.outloop.core.internal.redact;

import java.util.Arrays;

/**
 * A reading of hex digits (RFC 4648, section 8) or of base64 characters of either alphabet (sections 4 and 5), at every
 * alignment side by side. Two characters after one another hold all the bytes that the second completes, one for each
 * alignment that has a byte there; so all that has to be remembered is the character before.
 *
 * <p>A single line break between characters, with a few blanks after it, is skipped; anything else ends the run. Not
 * thread-safe.
 */
final class CheckedRun {

    /** Stands for what is no character of the code. */
    static final int NONE = -1;

    private static final int MOST_BLANKS = 64;
    private static final byte[] HEX = hexDigits();
    private static final byte[] BASE64 = base64Characters();

    private enum Break {
        NOT,
        CR,
        DONE
    }

    private final CheckedWords words;
    private final byte[] characters;
    private final int bits;
    private final CheckedMatch[] matches;
    private int begun;
    private int count;
    private int last = NONE;
    private long lastOrigin;
    private Break lineBreak = Break.NOT;
    private int blanks;

    private CheckedRun(CheckedWords words, byte[] characters, int bits, int alignments) {
        this.words = words;
        this.characters = characters;
        this.bits = bits;
        this.matches = new CheckedMatch[alignments];
        Arrays.setAll(matches, i -> new CheckedMatch(words));
    }

    static CheckedRun ofHex(CheckedWords words) {
        return new CheckedRun(words, HEX, 4, 2);
    }

    static CheckedRun ofBase64(CheckedWords words) {
        return new CheckedRun(words, BASE64, 6, 4);
    }

    /** What a byte stands for, or {@link #NONE}. */
    static int hex(int b) {
        return HEX[b];
    }

    /** What a byte stands for, or {@link #NONE}. */
    static int base64(int b) {
        return BASE64[b];
    }

    void take(int b, long origin) throws Withheld {
        int character = characters[b];
        if (character == NONE) {
            takeBetween(b);
            return;
        }
        if (last != NONE) {
            int pair = last << bits | character;
            for (int shift = 2 * bits - 8; shift >= 0; shift -= 2) {
                // The first byte of a group leaves the most bits; the group began that many characters ago.
                takeByte(matches[count + 1 + shift / 2 & matches.length - 1], pair >> shift & 0xff);
            }
        }
        last = character;
        lastOrigin = origin;
        count++;
        lineBreak = Break.NOT;
    }

    /** Whether nothing is begun, apart from what the last character may hold. */
    boolean rests() {
        return begun == 0 && lineBreak == Break.NOT;
    }

    /** Whether both, at rest, go on alike. */
    boolean isAt(CheckedRun other) {
        return last == other.last && (last == NONE || lastOrigin == other.lastOrigin);
    }

    /** Puts a run at rest behind a byte, when what came before that byte begins nothing. */
    void restBehind(int b, long origin) {
        last = characters[b];
        lastOrigin = origin;
    }

    /** Where what is undecided begins. */
    long begin() {
        long begin = last != NONE && mayBegin() ? lastOrigin : Long.MAX_VALUE;
        for (CheckedMatch match : matches) {
            begin = Math.min(begin, match.begin());
        }
        return begin;
    }

    void reset() {
        last = NONE;
        lineBreak = Break.NOT;
        begun = 0;
        for (CheckedMatch match : matches) {
            match.reset();
        }
    }

    void copy(CheckedRun other) {
        last = other.last;
        lastOrigin = other.lastOrigin;
        lineBreak = other.lineBreak;
        blanks = other.blanks;
        begun = other.begun;
        count = other.count;
        for (int i = 0; i < matches.length; i++) {
            matches[i].copy(other.matches[i]);
        }
    }

    private void takeByte(CheckedMatch match, int b) throws Withheld {
        if (match.isBegun() || words.isFirst(b)) {
            begun -= match.isBegun() ? 1 : 0;
            match.take(b, lastOrigin);
            begun += match.isBegun() ? 1 : 0;
        }
    }

    private void takeBetween(int b) {
        if (last == NONE) {
            return;
        }
        if (b == '\n' && lineBreak != Break.DONE) {
            lineBreak = Break.DONE;
            blanks = 0;
        } else if (b == '\r' && lineBreak == Break.NOT) {
            lineBreak = Break.CR;
            blanks = 0;
        } else if ((b == ' ' || b == '\t') && lineBreak != Break.NOT && blanks < MOST_BLANKS) {
            lineBreak = Break.DONE;
            blanks++;
        } else {
            reset();
        }
    }

    /** Whether the last character is the beginning of a word's first byte. */
    private boolean mayBegin() {
        int unknown = 8 - bits;
        for (int b = last << unknown; b < last + 1 << unknown; b++) {
            if (words.isFirst(b)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] hexDigits() {
        byte[] values = new byte[256];
        Arrays.fill(values, (byte) NONE);
        addRange(values, '0', '9', 0);
        addRange(values, 'a', 'f', 10);
        addRange(values, 'A', 'F', 10);
        return values;
    }

    private static byte[] base64Characters() {
        byte[] values = new byte[256];
        Arrays.fill(values, (byte) NONE);
        addRange(values, 'A', 'Z', 0);
        addRange(values, 'a', 'z', 26);
        addRange(values, '0', '9', 52);
        addRange(values, '+', '+', 62);
        addRange(values, '-', '-', 62);
        addRange(values, '/', '/', 63);
        addRange(values, '_', '_', 63);
        return values;
    }

    private static void addRange(byte[] values, char from, char to, int value) {
        for (int c = from; c <= to; c++) {
            values[c] = (byte) (value + c - from);
        }
    }
}

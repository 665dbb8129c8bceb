package dev.outloop.core.internal.redact;

import java.util.List;

/**
 * One way to read the text, byte by byte: looks for the words as they stand, in hex and in base64, and hands what it
 * reads to the decoders of escapes, each of which makes a further reading of it. Not thread-safe.
 */
final class CheckedReading {

    private final CheckedMatch plain;
    private final CheckedRun hex;
    private final CheckedRun base64;
    private final CheckedEscape[] escapes;
    private boolean anyAwake;
    private boolean rests = true;

    CheckedReading(CheckedWords words, List<CheckedEscape> escapes) {
        this.plain = new CheckedMatch(words);
        this.hex = CheckedRun.ofHex(words);
        this.base64 = CheckedRun.ofBase64(words);
        this.escapes = escapes.toArray(CheckedEscape[]::new);
    }

    /** One more byte, and where in the text what says it begins. */
    void take(int b, long origin) throws Withheld {
        // First the decoders, since one that wakes goes on from where this reading stands before the byte.
        boolean escapesRead = anyAwake || CheckedEscape.mayIntroduce(b);
        if (escapesRead) {
            for (CheckedEscape escape : escapes) {
                escape.take(b, origin, this);
            }
        }
        plain.take(b, origin);
        hex.take(b, origin);
        base64.take(b, origin);
        if (escapesRead) {
            settle();
        }
        rests = !anyAwake && isQuiet();
    }

    /** No more bytes come. */
    void end() throws Withheld {
        for (CheckedEscape escape : escapes) {
            escape.end();
        }
    }

    /** Whether nothing is begun here or in a further reading, apart from what the last byte may hold. */
    boolean rests() {
        return rests;
    }

    /** Whether both, at rest, go on alike. */
    boolean isAt(CheckedReading other) {
        return rests && other.isQuiet() && hex.isAt(other.hex) && base64.isAt(other.base64);
    }

    /** Puts a reading at rest behind a byte, when what came before that byte begins nothing. */
    void restBehind(int b, long origin) {
        hex.restBehind(b, origin);
        base64.restBehind(b, origin);
    }

    /** Where in the text what is undecided begins. */
    long begin() {
        long begin = Math.min(plain.begin(), Math.min(hex.begin(), base64.begin()));
        for (CheckedEscape escape : escapes) {
            begin = Math.min(begin, escape.begin());
        }
        return begin;
    }

    void reset() {
        plain.reset();
        hex.reset();
        base64.reset();
        for (CheckedEscape escape : escapes) {
            escape.reset();
        }
        anyAwake = false;
        rests = true;
    }

    /** Goes on from where the other stands; no further reading is awake. */
    void copy(CheckedReading other) {
        plain.copy(other.plain);
        hex.copy(other.hex);
        base64.copy(other.base64);
    }

    private void settle() {
        anyAwake = false;
        for (CheckedEscape escape : escapes) {
            escape.settle(this);
            anyAwake |= escape.isAwake();
        }
    }

    private boolean isQuiet() {
        return !plain.isBegun() && hex.rests() && base64.rests();
    }
}

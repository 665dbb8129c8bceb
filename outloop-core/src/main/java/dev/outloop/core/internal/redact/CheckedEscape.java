package dev.outloop.core.internal.redact;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A decoder of escapes: makes a further reading of the one that it is fed with. What is no escape stays as it is.
 *
 * <p>It sleeps as long as both readings are the same, so a text without escapes costs nothing: it wakes at what may begin
 * an escape, goes on from where the reading before stands, and sleeps again as soon as both stand alike with nothing
 * begun. An escape that is cut short is remembered, up to {@value #MOST} bytes. Not thread-safe.
 */
abstract class CheckedEscape {

    /** The longest escape that is read, leading zeros included. */
    static final int MOST = 32;

    private final CheckedWords words;
    private @Nullable CheckedReading reading;
    private boolean awake;
    private int high = -1;
    private long highOrigin;

    /** The beginning of an escape. */
    byte[] pending = {};

    private long[] origins = {};
    int size;

    CheckedEscape(CheckedWords words) {
        this.words = words;
    }

    /** Whether the byte may begin an escape of any kind. */
    static boolean mayIntroduce(int b) {
        return b == '\\' || b == '%' || b == '&' || b == '+';
    }

    /** Whether the byte may begin an escape. */
    abstract boolean introduces(int b);

    /** Reads one more byte. */
    abstract void read(int b, long origin) throws Withheld;

    /** The decoders of what this one reads. */
    abstract List<CheckedEscape> within();

    final void take(int b, long origin, CheckedReading before) throws Withheld {
        if (!awake && introduces(b)) {
            reading().copy(before);
            awake = true;
        }
        if (awake) {
            read(b, origin);
        }
    }

    /** Sleeps if there is nothing to read differently. */
    final void settle(CheckedReading before) {
        awake = awake && !(size == 0 && high < 0 && reading().isAt(before));
    }

    final boolean isAwake() {
        return awake;
    }

    final void end() throws Withheld {
        if (awake) {
            giveUp();
            unpaired();
            reading().end();
        }
    }

    final long begin() {
        if (!awake) {
            return Long.MAX_VALUE;
        }
        long begin = Math.min(reading().begin(), high < 0 ? Long.MAX_VALUE : highOrigin);
        return size == 0 ? begin : Math.min(begin, origins[0]);
    }

    final void reset() {
        if (awake) {
            reading().reset();
            awake = false;
            size = 0;
            high = -1;
        }
    }

    /** Remembers a byte of an escape. */
    final void remember(int b, long origin) {
        origins[size] = origin;
        pending[size++] = (byte) b;
    }

    /** What is remembered is no escape; from then on it is text. */
    final void giveUp() throws Withheld {
        int count = size;
        size = 0;
        for (int i = 0; i < count; i++) {
            literal(pending[i] & 0xff, origins[i]);
        }
    }

    /** A byte that stands for itself, or for another byte as it stands. */
    final void literal(int b, long origin) throws Withheld {
        unpaired();
        reading().take(b, origin);
    }

    /** What is remembered stands for that byte. */
    final void decoded(int b) throws Withheld {
        size = 0;
        literal(b, origins[0]);
    }

    /** What is remembered stands for that character; two surrogates make one. */
    final void character(int point) throws Withheld {
        size = 0;
        boolean isLow = point >= 0xdc00 && point < 0xe000;
        if (high >= 0 && isLow) {
            int pair = 0x10000 + (high - 0xd800 << 10) + point - 0xdc00;
            high = -1;
            utf8(pair, highOrigin);
            return;
        }
        unpaired();
        if (point >= 0xd800 && point < 0xdc00) {
            high = point;
            highOrigin = origins[0];
        } else {
            utf8(point, origins[0]);
        }
    }

    private void unpaired() throws Withheld {
        if (high >= 0) {
            int point = high;
            high = -1;
            utf8(point, highOrigin);
        }
    }

    private void utf8(int point, long origin) throws Withheld {
        CheckedReading into = reading();
        if (point < 0x80) {
            into.take(point, origin);
        } else if (point < 0x800) {
            into.take(0xc0 | point >> 6, origin);
            into.take(0x80 | point & 0x3f, origin);
        } else {
            if (point < 0x10000) {
                into.take(0xe0 | point >> 12, origin);
            } else {
                into.take(0xf0 | point >> 18, origin);
                into.take(0x80 | point >> 12 & 0x3f, origin);
            }
            into.take(0x80 | point >> 6 & 0x3f, origin);
            into.take(0x80 | point & 0x3f, origin);
        }
    }

    private CheckedReading reading() {
        CheckedReading known = reading;
        if (known == null) {
            known = new CheckedReading(words, within());
            reading = known;
            pending = new byte[MOST];
            origins = new long[MOST];
        }
        return known;
    }
}

package dev.outloop.core.internal.redact;

import java.util.Arrays;
import java.util.List;

/**
 * Judges a text on its own: whether one of the values is in it as it stands, percent-decoded, as the content of a JSON
 * string or of one inside another, in hex digits, or in base64 at any alignment. Not thread-safe.
 */
final class CheckedText implements AutoCloseable {

    /** The verdict on a text that holds a value. */
    static final int EXPOSED = -1;

    private static final int PERCENT = 1;
    private static final int BACKSLASH = 2;
    private static final int PLUS = 4;
    private static final byte[] MARKS = marks();

    private final List<CheckedValue> values;
    private final int shortest;
    private final boolean anySpace;
    private final CheckedReading once = new CheckedReading();
    private final CheckedReading twice = new CheckedReading();
    private byte[] decoded = {};

    CheckedText(List<CheckedValue> values) {
        this.values = values;
        this.shortest = values.stream().mapToInt(CheckedValue::length).min().orElse(0);
        this.anySpace = values.stream().anyMatch(CheckedValue::hasSpace);
    }

    /** {@link #EXPOSED}, or at most how many bytes at the end may be the beginning of a value in one of the forms. */
    int judge(byte[] text, int from, int to) {
        int marks = 0;
        for (int at = from; at < to; at++) {
            marks |= MARKS[text[at] & 0xff];
        }
        int held = search(text, from, to, 1, 0);
        if (held >= 0 && (marks & PERCENT) != 0) {
            held = worse(held, searchPercent(text, from, to, false));
        }
        if (held >= 0 && (marks & PLUS) != 0 && anySpace) {
            held = worse(held, searchPercent(text, from, to, true));
        }
        if (held >= 0 && (marks & BACKSLASH) != 0) {
            held = worse(held, searchJson(text, from, to));
        }
        held = held < 0 ? held : worse(held, searchRuns(text, from, to, CheckedCode.HEX));
        return held < 0 ? held : worse(held, searchRuns(text, from, to, CheckedCode.BASE64));
    }

    @Override
    public void close() {
        values.forEach(CheckedValue::close);
        once.close();
        twice.close();
        Arrays.fill(decoded, (byte) 0);
    }

    private int searchPercent(byte[] text, int from, int to, boolean plusIsSpace) {
        once.percent(text, from, to, plusIsSpace);
        return search(once, 3, 3);
    }

    private int searchJson(byte[] text, int from, int to) {
        once.json(text, from, to, to);
        int held = search(once, 6, 12);
        for (int at = 0; held >= 0 && at < once.length(); at++) {
            if (once.bytes()[at] == '\\') {
                twice.json(once.bytes(), 0, once.length(), once.complete());
                return worse(held, search(twice, 7, 24));
            }
        }
        return held;
    }

    private int searchRuns(byte[] text, int from, int to, CheckedCode code) {
        int least = code.shortestRun(shortest);
        int held = 0;
        int done = from;
        // A run that is long enough has a character at one of these places, and the last place is the text's end.
        for (int probe = from + least - 1; held >= 0 && done < to; probe = Math.max(probe, done) + least) {
            int at = Math.min(probe, to - 1);
            int end = at;
            while (end < to && code.has(text[end])) {
                end++;
            }
            if (end > at) {
                int start = at;
                while (start > done && code.has(text[start - 1])) {
                    start--;
                }
                if (end - start >= least || end == to) {
                    held = worse(held, searchRun(text, start, end, end == to, code));
                }
            }
            done = Math.max(end, at + 1);
        }
        return held;
    }

    private int searchRun(byte[] text, int from, int to, boolean atEnd, CheckedCode code) {
        if (decoded.length < to - from) {
            decoded = new byte[Math.max(to - from, 256)];
        }
        int held = 0;
        for (int skip = 0; skip < code.alignments() && held >= 0; skip++) {
            int length = code.decode(text, Math.min(from + skip, to), to, decoded);
            held = worse(held, search(decoded, 0, length, 2, 4));
        }
        return atEnd ? held : Math.min(held, 0);
    }

    private int search(CheckedReading reading, int bytesPerByte, int more) {
        int held = search(reading.bytes(), 0, reading.length(), bytesPerByte, more);
        boolean isCutShort = reading.complete() < reading.length();
        return held >= 0 && isCutShort
                ? worse(held, search(reading.bytes(), 0, reading.complete(), bytesPerByte, more))
                : held;
    }

    private int search(byte[] text, int from, int to, int bytesPerByte, int more) {
        int held = 0;
        for (CheckedValue value : values) {
            if (value.isIn(text, from, to)) {
                return EXPOSED;
            }
            int begun = value.begunAtEnd(text, from, to);
            held = begun == 0 ? held : Math.max(held, begun * bytesPerByte + more);
        }
        return held;
    }

    private static int worse(int held, int other) {
        return held < 0 || other < 0 ? EXPOSED : Math.max(held, other);
    }

    private static byte[] marks() {
        byte[] marks = new byte[256];
        marks['%'] = PERCENT;
        marks['\\'] = BACKSLASH;
        marks['+'] = PLUS;
        return marks;
    }
}

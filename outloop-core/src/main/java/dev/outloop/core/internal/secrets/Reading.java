package dev.outloop.core.internal.secrets;

import java.util.List;

/**
 * A text with one kind of escapes undone, and searched. Other readings may go on from there.
 *
 * <p>It reads each byte once, in order, so that what it finds does not depend on how the text came in pieces. It sleeps
 * where no escape is near enough to be part of a literal: there its text would be the source itself, which whoever owns
 * it searches. Not thread-safe.
 */
final class Reading implements AutoCloseable {

    private final String kind;
    private final Escapes escapes;
    private final List<Reading> further;
    private final ByteText text = new ByteText(0);
    private final SourceMap map = new SourceMap();
    /** The offset in the decoded text of the first byte that is kept. */
    private long base;

    /** The offset in the source of the first byte that was not read. */
    private long next;

    /** The offset in the source behind the last escape, in the decoded text that of the escape itself. */
    private long plainSince;

    private long lastEscape;
    private boolean isAwake;

    Reading(String kind, Escapes escapes, Reading... further) {
        this.kind = kind;
        this.escapes = escapes;
        this.further = List.of(further);
    }

    boolean isAwake() {
        return isAwake;
    }

    /**
     * Reads on.
     *
     * @param source the text, from its first byte that is undecided
     * @param sourceBase the offset of that byte from the start of the text
     * @param found takes offsets in the array
     * @return the offset in the array of the first byte that is undecided
     */
    int read(byte[] source, int from, int to, long sourceBase, Search search, PatternSet.Matches found) {
        long origin = sourceBase - from;
        int at = (int) (Math.max(next, sourceBase) - origin);
        if (!isAwake) {
            if (!hasEscape(source, at, to, search.last())) {
                next = origin + to;
                return to;
            }
            isAwake = true;
            lastEscape = base;
            at = (int) (Math.max(plainSince, sourceBase) - origin);
        }
        at = decode(source, at, to, origin, search.last());
        next = origin + at;
        int undecided = searched(search, origin, found);
        int result = undecided < text.size() ? (int) (map.startOf(base + undecided) - origin) : at;
        drop(undecided);
        if (at == to) {
            sleepIfFarFromEscapes(search.patterns().longestBytes());
        }
        return result;
    }

    @Override
    public void close() {
        text.close();
        further.forEach(Reading::close);
    }

    private boolean hasEscape(byte[] source, int from, int to, boolean last) {
        int at = escapes.next(source, from, to);
        while (at < to && escapes.read(source, at, to, last, text) == Escapes.NONE) {
            at = escapes.next(source, at + 1, to);
        }
        text.close();
        return at < to;
    }

    /** Returns the offset of an escape that is cut short, or {@code to}. */
    private int decode(byte[] source, int from, int to, long origin, boolean last) {
        int at = escapes.resume(source, from, to);
        while (at < to) {
            int escape = escapes.next(source, at, to);
            addPlain(source, at, escape, origin);
            at = escape;
            if (escape < to) {
                long decodedAt = base + text.size();
                int length = escapes.read(source, escape, to, last, text);
                if (length == Escapes.CUT_SHORT) {
                    return escape;
                } else if (length == Escapes.NONE) {
                    addPlain(source, escape, escape + 1, origin);
                    at = escape + 1;
                } else {
                    at = escape + length;
                    plainSince = origin + at;
                    lastEscape = decodedAt;
                    if (base + text.size() > decodedAt) {
                        map.add(decodedAt, origin + escape, plainSince, false);
                    }
                }
            }
        }
        return at;
    }

    private void addPlain(byte[] source, int from, int to, long origin) {
        if (from < to) {
            map.add(base + text.size(), origin + from, origin + to, true);
            text.add(source, from, to);
        }
    }

    private int searched(Search search, long origin, PatternSet.Matches found) {
        PatternSet.Matches mapped = (from, to, form) -> {
            // What holds no escape is found in the source.
            if (!map.isPlain(base + from, base + to)) {
                int start = (int) (map.startOf(base + from) - origin);
                int end = (int) (map.endOf(base + to - 1) - origin);
                found.found(start, end, form.equals(Pattern.PLAIN) ? kind : form);
            }
        };
        int size = text.size();
        int undecided = search.in(text.array(), 0, size, mapped);
        for (Reading reading : further) {
            undecided = Math.min(undecided, reading.read(text.array(), 0, size, base, search, mapped));
        }
        return undecided;
    }

    private void drop(int decided) {
        text.drop(decided);
        base += decided;
        map.drop(base);
    }

    private void sleepIfFarFromEscapes(int longestBytes) {
        boolean isFar = base + text.size() - lastEscape > longestBytes;
        if (isFar && further.stream().noneMatch(Reading::isAwake)) {
            drop(text.size());
            text.close();
            map.clear();
            isAwake = false;
        }
    }
}

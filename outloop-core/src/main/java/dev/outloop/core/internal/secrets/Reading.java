package dev.outloop.core.internal.secrets;

import java.util.List;

/**
 * A text with one kind of escapes undone, and searched. Other readings may go on from there.
 *
 * <p>It reads each byte once, in order, so that what it finds does not depend on how the text came in pieces. It sleeps
 * where no escape that matters is near enough to be part of a literal: there its text would be the source itself, which
 * whoever owns it searches. An escape matters if what it stands for is in any literal. Not thread-safe.
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
        int unread = (int) (Math.max(next, sourceBase) - origin);
        int at = escapes.resume(source, unread, to);
        plainSince = at > unread ? origin + at : plainSince;
        if (!isAwake) {
            isAwake = isWorthWaking(source, from, at, to, origin, search);
            if (!isAwake) {
                next = origin + to;
                return to;
            }
            lastEscape = base;
            at = (int) (Math.max(plainSince, sourceBase) - origin);
        }
        at = decode(source, from, at, to, origin, search);
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

    private boolean isWorthWaking(byte[] source, int from, int unread, int to, long origin, Search search) {
        int at = escapes.next(source, unread, to);
        while (at < to) {
            int length = escapes.read(source, at, to, search.last(), text);
            boolean matters = length == Escapes.CUT_SHORT
                    || length != Escapes.NONE && matters(0, source, from, at, at + length == to, search.patterns());
            text.drop(text.size());
            if (matters) {
                return true;
            }
            plainSince = length == Escapes.NONE ? plainSince : origin + at + length;
            at = escapes.next(source, at + Math.max(1, length), to);
        }
        return false;
    }

    /**
     * Whether what an escape stands for can be in a literal or in another escape; if it is nothing, what is before. One of
     * these that ends with the source may go on.
     */
    private boolean matters(
            int decodedAt, byte[] source, int from, int escape, boolean endsWithSource, PatternSet patterns) {
        if (text.size() == decodedAt) {
            return endsWithSource || escape > from && patterns.hasByte(source[escape - 1]);
        }
        boolean isPart = !further.isEmpty();
        for (int at = decodedAt; at < text.size(); at++) {
            byte b = text.array()[at];
            if (patterns.hasByte(b)) {
                return true;
            }
            isPart &= ByteSearch.isPart(b);
        }
        return isPart;
    }

    /** Returns the offset of an escape that is cut short, or {@code to}. */
    private int decode(byte[] source, int from, int unread, int to, long origin, Search search) {
        int at = unread;
        while (at < to) {
            int escape = escapes.next(source, at, to);
            addPlain(source, at, escape, origin);
            at = escape;
            if (escape < to) {
                int decodedAt = text.size();
                int length = escapes.read(source, escape, to, search.last(), text);
                if (length == Escapes.CUT_SHORT) {
                    return escape;
                } else if (length == Escapes.NONE) {
                    addPlain(source, escape, escape + 1, origin);
                    at = escape + 1;
                } else {
                    at = escape + length;
                    plainSince = origin + at;
                    if (matters(decodedAt, source, from, escape, at == to, search.patterns())) {
                        lastEscape = base + decodedAt;
                    }
                    if (text.size() > decodedAt) {
                        map.add(base + decodedAt, origin + escape, plainSince, false);
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
        if (decided > 0) {
            text.drop(decided);
            base += decided;
            map.drop(base);
        }
    }

    private void sleepIfFarFromEscapes(int longestBytes) {
        boolean isFar = base + text.size() - lastEscape > longestBytes;
        if (isFar && further.stream().noneMatch(Reading::isAwake)) {
            drop(text.size());
            map.clear();
            isAwake = false;
        }
    }
}

package dev.outloop.core.internal.secrets;

import java.util.List;

/**
 * A text with one kind of escapes undone, and searched. Other readings may go on from there.
 *
 * <p>It reads each byte once, in order, so that what it finds does not depend on how the text came in pieces. It sleeps
 * where no escape that matters is near enough to be part of a literal: there its text would be the source itself, which
 * whoever owns it searches. An escape matters if it may be inside a literal, or part of another escape. Not thread-safe.
 */
final class Reading implements AutoCloseable {

    /** How many bytes before an escape tell whether it matters: as many as the shortest other escape has. */
    private static final int CONTEXT = 3;

    private final int byteClass;
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
    /** How many bytes of the decoded text, from its first on, the further readings were told of. */
    private int told;

    /**
     * A reading that has read nothing yet.
     *
     * @param byteClass of the bytes that its escapes begin with, as {@link ByteSearch} has them
     * @param kind what is reported for values as they are behind the escapes
     * @param further what is read out of the decoded text in turn
     */
    Reading(int byteClass, String kind, Escapes escapes, Reading... further) {
        this.byteClass = byteClass;
        this.kind = kind;
        this.escapes = escapes;
        this.further = List.of(further);
    }

    boolean isAwake() {
        return isAwake;
    }

    /** Whether it has to read a text whose new bytes are of these classes. */
    boolean isNeeded(int classes) {
        return isAwake || (classes & byteClass) != 0;
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
     * Whether an escape may be the first one inside of a literal: whether what it stands for may follow what is before
     * it, and that what is before that; or whether it may be part of another escape. One of nothing that ends with the
     * source may go on.
     */
    private boolean matters(
            int decodedAt, byte[] source, int from, int escape, boolean endsWithSource, PatternSet patterns) {
        boolean isNothing = text.size() == decodedAt;
        if (isNothing && endsWithSource || escape - from < CONTEXT || !further.isEmpty() && isUnclear(source, escape)) {
            return true;
        }
        Neighbours neighbours = patterns.neighbours();
        byte before = source[escape - 1];
        boolean isInside = neighbours.mayFollow(source[escape - 2], before);
        boolean isPart = isNothing ? isInside : !further.isEmpty();
        for (int at = decodedAt; at < text.size(); at++) {
            byte b = text.array()[at];
            if (neighbours.mayFollow(before, b)) {
                return true;
            }
            isPart &= b == '\n' || b == '\r' ? isInside : ByteSearch.isPart(b);
            before = b;
        }
        return isPart;
    }

    /** Whether what is before may be the end of an escape that is read further on, so that its bytes tell nothing. */
    private static boolean isUnclear(byte[] source, int at) {
        byte before = source[at - 1];
        boolean isFold = before < 0 || isBlank(before) && (before < ' ' || isBlank(source[at - 2]));
        return isFold || before == ';' || source[at - CONTEXT] == '%';
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
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
        if (!further.isEmpty()) {
            int classes = ByteSearch.classesIn(text.array(), told, size);
            for (Reading reading : further) {
                if (reading.isNeeded(classes)) {
                    undecided = Math.min(undecided, reading.read(text.array(), 0, size, base, search, mapped));
                }
            }
            told = size;
        }
        return undecided;
    }

    private void drop(int decided) {
        if (decided > 0) {
            text.drop(decided);
            told = Math.max(0, told - decided);
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

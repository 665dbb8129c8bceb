package dev.outloop.core.internal.redact;

import dev.outloop.spi.Redactor;
import dev.outloop.spi.ResponseContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Runs redactors side by side over one text, unites their cuts and puts a marker in place of each united cut.
 *
 * <p>Cuts that overlap become one; cuts that only touch stay two. Each byte goes on as soon as all redactors have
 * decided it, and what comes out is the same however the bytes came in. Not thread-safe.
 */
final class Cutter implements ByteSink, AutoCloseable {

    private static final byte[] MARKER = "[redacted]".getBytes(StandardCharsets.US_ASCII);

    private static final Comparator<Cut> ORDER =
            Comparator.<Cut>comparingLong(cut -> cut.from).thenComparing(cut -> cut.kind);

    private final List<Lane> lanes = new ArrayList<>();
    private final List<Cut> cuts = new ArrayList<>();
    private final ByteSink next;
    private final Counts counts;
    private byte[] buffer = {};
    private int size;
    private long base;
    /** Whether all that look at the text are of the engine. */
    private boolean isOwn = true;

    /** What is being scanned, and the offset from the body's start that its index 0 stands for. */
    private byte[] text = {};

    private long origin;

    Cutter(ByteSink next, Counts counts) {
        this.next = next;
        this.counts = counts;
    }

    /** For the known secrets, which may read the buffer itself. */
    static Cutter ofKnown(KnownSecrets known, ResponseContext context, ByteSink next, Counts counts) throws Withheld {
        Cutter cutter = new Cutter(next, counts);
        cutter.add(known, context, true, kind -> false);
        return cutter;
    }

    /**
     * Lets one more look at the text, before its first byte.
     *
     * @param sharesArray whether it may read the buffer itself; others get a read-only view
     * @param isLeft says of which kinds places are only counted
     */
    void add(Redactor redactor, ResponseContext context, boolean sharesArray, Predicate<String> isLeft)
            throws Withheld {
        try {
            isOwn &= sharesArray;
            Places places = new Places(cuts, counts, isLeft);
            lanes.add(new Lane(redactor.open(context), redactor.maxPendingBytes(), sharesArray, places));
        } catch (RuntimeException | AssertionError | StackOverflowError | LinkageError e) {
            close();
            throw Withheld.because("a redactor failed, so the response is kept back");
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws Withheld {
        if (size == 0 && isOwn) {
            // Mostly nothing is undecided, and then nothing has to be copied, as no stranger may keep the array.
            int decided = scan(bytes, offset, length, false);
            keep(bytes, offset + decided, length - decided);
        } else {
            keep(bytes, offset, length);
            scanKept(false);
        }
    }

    @Override
    public void end() throws Withheld {
        scanKept(true);
        next.end();
    }

    @Override
    public void close() {
        for (Lane lane : lanes) {
            try {
                lane.close();
            } catch (RuntimeException e) {
                // The text is over; what a scanner does at its end no longer changes it.
            }
        }
        Arrays.fill(buffer, (byte) 0);
    }

    private void keep(byte[] bytes, int offset, int length) {
        buffer = Growth.withRoom(buffer, size, length);
        System.arraycopy(bytes, offset, buffer, size, length);
        size += length;
    }

    private void scanKept(boolean last) throws Withheld {
        int decided = scan(buffer, 0, size, last);
        if (decided > 0) {
            size -= decided;
            System.arraycopy(buffer, decided, buffer, 0, size);
        }
    }

    /** Hands on what is decided of the bytes, which begin at the base; returns how many those are. */
    private int scan(byte[] bytes, int offset, int length, boolean last) throws Withheld {
        long frontier = base + length;
        for (Lane lane : lanes) {
            frontier = Math.min(frontier, lane.scan(bytes, offset, length, base, last));
        }
        text = bytes;
        origin = base - offset;
        if (cuts.isEmpty()) {
            pass(base, frontier);
        } else {
            passAround(frontier);
        }
        int decided = (int) (frontier - base);
        base = frontier;
        return decided;
    }

    private void passAround(long frontier) throws Withheld {
        cuts.sort(ORDER);
        long covered = base;
        for (Cut cut : cuts) {
            covered = cut.isMarked ? Math.max(covered, cut.to) : covered;
        }
        long at = Math.min(covered, frontier);
        for (Cut cut : cuts) {
            if (cut.isMarked || cut.from >= frontier) {
                continue;
            }
            if (cut.from >= covered) {
                pass(at, cut.from);
                next.write(MARKER, 0, MARKER.length);
                counts.addCut(cut.kind);
                covered = cut.to;
            } else {
                covered = Math.max(covered, cut.to);
            }
            cut.isMarked = true;
            at = Math.min(covered, frontier);
        }
        pass(at, frontier);
        cuts.removeIf(cut -> cut.to <= frontier);
    }

    private void pass(long from, long to) throws Withheld {
        if (from < to) {
            next.write(text, (int) (from - origin), (int) (to - from));
        }
    }
}

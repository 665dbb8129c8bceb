package dev.outloop.core.internal.redact;

import dev.outloop.spi.Redactor;
import dev.outloop.spi.ResponseContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Runs redactors side by side over one text, unites their cuts and puts a marker in place of each united cut.
 *
 * <p>Cuts that overlap become one; cuts that only touch stay two. Each byte goes on as soon as all redactors have
 * decided it, and what comes out is the same however the bytes came in. Not thread-safe.
 */
final class Cutter implements ByteSink, AutoCloseable {

    private static final byte[] MARKER = "[redacted]".getBytes(StandardCharsets.US_ASCII);

    private final List<Lane> lanes = new ArrayList<>();
    private final List<Cut> cuts = new ArrayList<>();
    private final ByteSink next;
    private byte[] buffer = {};
    private int size;
    private long base;
    private long redactions;

    private Cutter(ByteSink next) {
        this.next = next;
    }

    /** For the known secrets, which may read the buffer itself. */
    static Cutter ofKnown(KnownSecrets known, ResponseContext context, ByteSink next) throws Withheld {
        Cutter cutter = new Cutter(next);
        cutter.add(known, context, true);
        return cutter;
    }

    /** For redactors of the host, which get a read-only view. */
    static Cutter ofHost(List<Redactor> redactors, ResponseContext context, ByteSink next) throws Withheld {
        Cutter cutter = new Cutter(next);
        for (Redactor redactor : redactors) {
            cutter.add(redactor, context, false);
        }
        return cutter;
    }

    /** How many markers there are so far. */
    long redactions() {
        return redactions;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws Withheld {
        buffer = Growth.withRoom(buffer, size, length);
        System.arraycopy(bytes, offset, buffer, size, length);
        size += length;
        scan(false);
    }

    @Override
    public void end() throws Withheld {
        scan(true);
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

    private void add(Redactor redactor, ResponseContext context, boolean sharesArray) throws Withheld {
        try {
            lanes.add(new Lane(redactor.open(context), redactor.maxPendingBytes(), sharesArray, cuts));
        } catch (RuntimeException | AssertionError | StackOverflowError | LinkageError e) {
            close();
            throw Withheld.because("a redactor failed, so the response is kept back");
        }
    }

    private void scan(boolean last) throws Withheld {
        long frontier = base + size;
        for (Lane lane : lanes) {
            frontier = Math.min(frontier, lane.scan(buffer, size, base, last));
        }
        int decided = (int) (frontier - base);
        if (cuts.isEmpty()) {
            pass(base, frontier);
        } else {
            passAround(frontier);
        }
        System.arraycopy(buffer, decided, buffer, 0, size - decided);
        size -= decided;
        base = frontier;
    }

    private void passAround(long frontier) throws Withheld {
        cuts.sort(Comparator.comparingLong(cut -> cut.from));
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
                redactions++;
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
            next.write(buffer, (int) (from - base), (int) (to - from));
        }
    }
}

package dev.outloop.core.internal.redact;

import dev.outloop.spi.Redactor;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One redactor's way through a body: how far it has decided, and the cuts that it adds to those of the others. */
final class Lane implements Redactor.Spans, AutoCloseable {

    private final Redactor.Scanner scanner;
    private final int maxPendingBytes;
    private final boolean sharesArray;
    private final Places places;
    private long decided;
    private int scanning;
    private @Nullable Cut open;
    private boolean broken;

    Lane(Redactor.Scanner scanner, int maxPendingBytes, boolean sharesArray, Places places) {
        this.scanner = scanner;
        this.maxPendingBytes = maxPendingBytes;
        this.sharesArray = sharesArray;
        this.places = places;
    }

    /** Scans what this lane has not decided of the bytes, the first of which is at {@code base} of the body. */
    long scan(byte[] bytes, int offset, int length, long base, boolean last) throws Withheld {
        int skipped = (int) (decided - base);
        scanning = length - skipped;
        ByteBuffer view = ByteBuffer.wrap(bytes, offset + skipped, scanning);
        int undecided = scanned(sharesArray ? view : view.asReadOnlyBuffer(), last);
        requireContract(!broken && undecided >= 0 && undecided <= scanning && (!last || undecided == scanning));
        requireBoundedPending(scanning - undecided);
        decided += undecided;
        places.decided(decided);
        return decided;
    }

    @Override
    public void cut(int from, int to, String kind) {
        if (isInside(from) && isInside(to) && from < to) {
            places.found(decided + from, decided + to, kind);
        } else if (from != to || !isInside(from)) {
            broken = true;
        }
    }

    @Override
    public void open(int from, String kind) {
        if (open != null || !isInside(from)) {
            broken = true;
            return;
        }
        open = places.opened(decided + from, kind);
    }

    @Override
    public void end(int to) {
        if (open == null || !isInside(to) || decided + to <= open.from) {
            broken = true;
            return;
        }
        open.to = decided + to;
        open = null;
    }

    @Override
    public void close() {
        scanner.close();
    }

    private int scanned(ByteBuffer view, boolean last) throws Withheld {
        try {
            return scanner.scan(view, last, this);
        } catch (RuntimeException | AssertionError | StackOverflowError | LinkageError e) {
            throw Withheld.because("a redactor failed, so the rest of the response is kept back");
        }
    }

    private boolean isInside(int offset) {
        return offset >= 0 && offset <= scanning;
    }

    private static void requireContract(boolean kept) throws Withheld {
        if (!kept) {
            throw Withheld.because("a redactor broke its contract, so the rest of the response is kept back");
        }
    }

    private void requireBoundedPending(int pending) throws Withheld {
        if (pending > maxPendingBytes) {
            throw Withheld.because("a redactor could not decide in time, so the rest of the response is kept back");
        }
    }
}

package dev.outloop.core.internal.journal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A file whose disk fails on demand, and whose crash keeps what was forced and an arbitrary part of the rest. */
final class SimulatedStorage implements TrailStorage {

    private final List<Change> unforced = new ArrayList<>();
    private byte[] current;
    private byte[] durable;
    private int writes;
    private int operations;
    private Runnable beforeOperation = () -> {};

    int failingWrite = -1;
    int mostBytesPerWrite = Integer.MAX_VALUE;
    boolean truncateFails;
    boolean forceFails;
    boolean forceLies;
    int forces;
    long bytesRead;
    boolean closed;
    volatile boolean full;

    SimulatedStorage(byte[] content) {
        this.current = content.clone();
        this.durable = content.clone();
    }

    SimulatedStorage() {
        this(new byte[0]);
    }

    /** Bytes written at a place, or a cut there. */
    private record Change(int position, byte[] bytes, boolean cut) {
        byte[] on(byte[] file) {
            if (cut) {
                return Arrays.copyOf(file, position);
            }
            byte[] changed = Arrays.copyOf(file, Math.max(file.length, position + bytes.length));
            System.arraycopy(bytes, 0, changed, position, bytes.length);
            return changed;
        }

        Change partOf(Random random) {
            if (cut || random.nextBoolean()) {
                return this;
            }
            int from = random.nextInt(bytes.length);
            int to = random.nextBoolean() ? bytes.length : from + random.nextInt(bytes.length - from + 1);
            return new Change(position + from, Arrays.copyOfRange(bytes, from, to), false);
        }
    }

    /** What is left if the machine stops now. */
    synchronized byte[] crash(Random random) {
        byte[] left = durable;
        for (Change change : unforced) {
            if (random.nextInt(3) > 0) {
                left = change.partOf(random).on(left);
            }
        }
        return left;
    }

    synchronized byte[] content() {
        return current.clone();
    }

    synchronized int operations() {
        return operations;
    }

    synchronized void beforeEach(Runnable action) {
        beforeOperation = action;
    }

    TrailReport verify() throws IOException {
        return verify(content());
    }

    static TrailReport verify(byte[] file) throws IOException {
        return TrailVerifier.verify(() -> new ByteArrayInputStream(file), file.length);
    }

    @Override
    public String name() {
        return "simulated.jsonl";
    }

    @Override
    public synchronized long size() {
        return current.length;
    }

    @Override
    public synchronized int read(long position, byte[] buffer, int offset, int length) {
        int count = Math.min(Math.min(length, 1000), current.length - (int) position);
        System.arraycopy(current, (int) position, buffer, offset, count);
        bytesRead += count;
        return count;
    }

    @Override
    public synchronized int write(long position, byte[] bytes, int offset, int length) throws IOException {
        count();
        boolean fails = writes++ == failingWrite || full;
        int count = fails ? length / 2 : Math.min(length, mostBytesPerWrite);
        apply(new Change((int) position, Arrays.copyOfRange(bytes, offset, offset + count), false));
        if (fails) {
            throw new IOException("No space left on device");
        }
        return count;
    }

    @Override
    public synchronized void truncate(long size) throws IOException {
        count();
        if (truncateFails) {
            throw new IOException("Input/output error");
        }
        apply(new Change((int) size, new byte[0], true));
    }

    @Override
    public synchronized void force() throws IOException {
        count();
        forces++;
        if (forceFails) {
            throw new IOException("Input/output error");
        }
        if (!forceLies) {
            durable = current;
            unforced.clear();
        }
    }

    @Override
    public void forceDirectory() {}

    @Override
    public void close() {
        closed = true;
    }

    private void apply(Change change) {
        if (change.cut() || change.bytes().length > 0) {
            unforced.add(change);
            current = change.on(current);
        }
    }

    private void count() {
        beforeOperation.run();
        operations++;
    }
}

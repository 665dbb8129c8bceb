package dev.outloop.core.internal.disk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A file of a simulated disk: what programs see, what is durable, and the changes between. Guarded by the disk. */
final class SimulatedFile {

    private final List<Change> unforced = new ArrayList<>();
    private byte[] current;
    private byte[] durable;

    SimulatedFile(byte[] content) {
        this.current = content;
        this.durable = content;
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

    byte[] content() {
        return current;
    }

    void write(int position, byte[] bytes) {
        apply(new Change(position, bytes, false));
    }

    void truncate(int size) {
        apply(new Change(size, new byte[0], true));
    }

    private void apply(Change change) {
        if (change.cut() ? change.position() < current.length : change.bytes().length > 0) {
            unforced.add(change);
            current = change.on(current);
        }
    }

    void force() {
        for (Change change : unforced) {
            durable = change.on(durable);
        }
        unforced.clear();
    }

    /** Forgets which pages were dirty, so that no later force brings them to the disk, as Linux does. */
    void failForce(Random random) {
        durable = left(random);
        unforced.clear();
    }

    /** What a crash leaves. */
    byte[] left(Random random) {
        byte[] left = durable;
        for (Change change : unforced) {
            if (random.nextInt(3) > 0) {
                left = change.partOf(random).on(left);
            }
        }
        return left;
    }

    int read(long position, byte[] buffer, int offset, int length) throws IOException {
        int count = Math.min(Math.min(length, 4000), current.length - (int) position);
        if (count <= 0) {
            return -1;
        }
        System.arraycopy(current, (int) position, buffer, offset, count);
        return count;
    }
}

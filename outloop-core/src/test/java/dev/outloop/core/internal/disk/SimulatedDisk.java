package dev.outloop.core.internal.disk;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A directory on a disk that fails on demand, and whose crash keeps what was forced, names included, and an arbitrary part
 * of the rest.
 */
public class SimulatedDisk implements Folder {

    /** What can be asked of it. */
    public enum Op {
        LIST,
        OPEN,
        CREATE,
        DELETE,
        RENAME,
        FORCE_NAMES,
        READ,
        WRITE,
        TRUNCATE,
        FORCE,
        LOOK
    }

    /** Sees each operation before it is done, and may let it fail. */
    public interface Fault {
        void before(Op op, String name, int operation) throws IOException;
    }

    /** Runs before a force of a file, while other operations go on. */
    public interface Slow {
        void run() throws InterruptedException;
    }

    private final Map<String, SimulatedFile> names = new TreeMap<>();
    private final List<Rename> unforced = new ArrayList<>();
    private final Random random;
    private Map<String, SimulatedFile> durableNames;
    private int operations;

    public Fault fault = (op, name, operation) -> {};
    public volatile Slow slowForce = () -> {};
    public int mostBytesPerWrite = Integer.MAX_VALUE;
    public long capacityBytes = Long.MAX_VALUE;
    public boolean forceLies;
    public int forces;
    public long bytesRead;
    public boolean closed;

    /** A name given to a file, or taken away; and the one that the file had before, if that goes with it. */
    private record Rename(
            String name,
            @Nullable SimulatedFile file,
            @Nullable String before) {
        void on(Map<String, SimulatedFile> names) {
            if (before != null) {
                names.remove(before);
            }
            if (file == null) {
                names.remove(name);
            } else {
                names.put(name, file);
            }
        }
    }

    public SimulatedDisk(Map<String, byte[]> content, Random random) {
        content.forEach((name, bytes) -> names.put(name, new SimulatedFile(bytes)));
        this.durableNames = new TreeMap<>(names);
        this.random = random;
    }

    public SimulatedDisk() {
        this(Map.of(), new Random(1));
    }

    /** What is left if the machine stops now. */
    public synchronized Map<String, byte[]> crash() {
        Map<String, SimulatedFile> left = new TreeMap<>(durableNames);
        for (Rename rename : unforced) {
            if (random.nextInt(3) > 0) {
                rename.on(left);
            }
        }
        Map<String, byte[]> content = new LinkedHashMap<>();
        left.forEach((name, file) -> content.put(name, file.left(random)));
        return content;
    }

    /** What programs see. */
    public synchronized Map<String, byte[]> files() {
        Map<String, byte[]> content = new LinkedHashMap<>();
        names.forEach((name, file) -> content.put(name, file.content()));
        return content;
    }

    public synchronized byte[] content(String name) {
        return Objects.requireNonNull(names.get(name), name).content().clone();
    }

    public synchronized boolean has(String name) {
        return names.containsKey(name);
    }

    public synchronized int operations() {
        return operations;
    }

    /** Something else changes a file behind the writer's back, durably. */
    public synchronized void tamper(String name, byte[] content) {
        SimulatedFile file = Objects.requireNonNull(names.get(name), name);
        file.truncate(0);
        file.write(0, content);
        file.force();
    }

    @Override
    public String name() {
        return "simulated";
    }

    @Override
    public synchronized List<String> list() throws IOException {
        before(Op.LIST, "");
        return List.copyOf(names.keySet());
    }

    @Override
    public synchronized Storage open(String name) throws IOException {
        before(Op.OPEN, name);
        SimulatedFile file = names.get(name);
        if (file == null) {
            throw new NoSuchFileException(name);
        }
        return new Opened(name, file);
    }

    @Override
    public synchronized Storage create(String name) throws IOException {
        before(Op.CREATE, name);
        if (names.containsKey(name)) {
            throw new FileAlreadyExistsException(name);
        }
        SimulatedFile file = new SimulatedFile(new byte[0]);
        rename(new Rename(name, file, null));
        return new Opened(name, file);
    }

    @Override
    public void requireOwnerOnly(String name) {}

    @Override
    public synchronized void delete(String name) throws IOException {
        before(Op.DELETE, name);
        rename(new Rename(name, null, null));
    }

    @Override
    public synchronized void rename(String from, String to) throws IOException {
        before(Op.RENAME, to);
        SimulatedFile file = names.get(from);
        if (file == null) {
            throw new NoSuchFileException(from);
        }
        rename(new Rename(to, file, from));
    }

    private void rename(Rename rename) {
        rename.on(names);
        unforced.add(rename);
    }

    @Override
    public synchronized void force() throws IOException {
        before(Op.FORCE_NAMES, "");
        if (!forceLies) {
            durableNames = new TreeMap<>(names);
            unforced.clear();
        }
    }

    @Override
    public synchronized long usableBytes() {
        return capacityBytes - usedBytes();
    }

    private long usedBytes() {
        return names.values().stream().mapToLong(file -> file.content().length).sum();
    }

    @Override
    public void close() {
        closed = true;
    }

    private void before(Op op, String name) throws IOException {
        int operation = operations++;
        fault.before(op, name, operation);
    }

    private final class Opened implements Storage {
        private final String name;
        private final SimulatedFile file;

        Opened(String name, SimulatedFile file) {
            this.name = name;
            this.file = file;
        }

        @Override
        public String name() {
            return "simulated/" + name;
        }

        @Override
        public long size() {
            synchronized (SimulatedDisk.this) {
                return file.content().length;
            }
        }

        @Override
        public int read(long position, byte[] buffer, int offset, int length) throws IOException {
            synchronized (SimulatedDisk.this) {
                before(Op.READ, name);
                int count = file.read(position, buffer, offset, length);
                bytesRead += Math.max(0, count);
                return count;
            }
        }

        @Override
        public int write(long position, byte[] bytes, int offset, int length) throws IOException {
            synchronized (SimulatedDisk.this) {
                boolean failed = true;
                int count = Math.min(length, mostBytesPerWrite);
                try {
                    before(Op.WRITE, name);
                    failed = false;
                } finally {
                    if (failed) {
                        put(position, bytes, offset, length / 2);
                    }
                }
                long more = position + count - file.content().length;
                if (more > 0 && more > usableBytes()) {
                    put(position, bytes, offset, (int) Math.max(0, count - more + usableBytes()));
                    throw new IOException("No space left on device");
                }
                put(position, bytes, offset, count);
                return count;
            }
        }

        private void put(long position, byte[] bytes, int offset, int count) {
            file.write((int) position, Arrays.copyOfRange(bytes, offset, offset + count));
        }

        @Override
        public void truncate(long size) throws IOException {
            synchronized (SimulatedDisk.this) {
                before(Op.TRUNCATE, name);
                file.truncate((int) size);
            }
        }

        @Override
        public void force() throws IOException {
            try {
                slowForce.run();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            synchronized (SimulatedDisk.this) {
                boolean failed = true;
                forces++;
                try {
                    before(Op.FORCE, name);
                    failed = false;
                } finally {
                    if (failed) {
                        file.failForce(random);
                    }
                }
                if (!forceLies) {
                    file.force();
                }
            }
        }

        @Override
        public Seen look() throws IOException {
            synchronized (SimulatedDisk.this) {
                before(Op.LOOK, name);
                SimulatedFile there = names.get(name);
                return there == null
                        ? new Seen(Place.GONE, 0)
                        : new Seen(there == file ? Place.SAME : Place.REPLACED, there.content().length);
            }
        }

        @Override
        public void close() {}
    }
}

package dev.outloop.core.internal.state;

import dev.outloop.core.internal.disk.Folder;
import dev.outloop.core.internal.disk.PatientLock;
import dev.outloop.core.internal.disk.Storage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A log in one file. Once a write or a sync has failed nobody knows what is on the disk, so that nothing more is taken until
 * it is opened anew; a sync is never asked again as if it could make up for one that failed.
 */
final class FileStateLog implements StateLog {

    private static final Logger LOG = LoggerFactory.getLogger(FileStateLog.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String NEW = ".new";

    private final Folder folder;
    private final String fileName;
    private final PatientLock lock;
    private Storage file;
    private RecordFormat format;
    private long size;
    /** The file's length, and how much of it is forced. */
    private long bytes;

    private long durableBytes;
    /** How many records were ever written, and how many of these are durable; they go on counting over a replacement. */
    private long written;

    private long durable;
    private boolean forcing;
    private @Nullable String failure;
    private boolean closed;

    private FileStateLog(Folder folder, String fileName, Storage file, LogContent content) {
        this.folder = folder;
        this.fileName = fileName;
        this.lock = new PatientLock("the state", System::nanoTime, PATIENCE);
        this.file = file;
        this.format = content.format();
        this.size = content.records().size();
        this.bytes = content.end();
        this.durableBytes = content.end();
    }

    static FileStateLog open(Folder folder, String name) throws IOException {
        String fileName = name + ".log";
        folder.delete(fileName + NEW);
        Storage file;
        try {
            file = folder.open(fileName);
        } catch (NoSuchFileException e) {
            file = create(folder, fileName, newId(), List.of());
        }
        boolean opened = false;
        try {
            folder.requireOwnerOnly(fileName);
            LogContent content = LogContent.read(file);
            // Also if nothing is cut: what was read may have been written by a run that could not force it any more.
            file.truncate(content.end());
            file.force();
            folder.force();
            opened = true;
            return new FileStateLog(folder, fileName, file, content);
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    @Override
    public List<String> read() throws IOException {
        lock.lock();
        try {
            requireUsable();
            return LogContent.read(file).records();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void write(String line) throws IOException {
        lock.lock();
        try {
            requireUsable();
            byte[] record = format.line(bytes, durableBytes, line);
            boolean done = false;
            try {
                file.writeAll(bytes, record);
                done = true;
            } finally {
                if (!done) {
                    fail("a write failed");
                }
            }
            bytes += record.length;
            size++;
            written++;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void force() throws IOException {
        lock.lock();
        try {
            long wanted = written;
            long deadline = lock.deadline();
            while (durable < wanted) {
                requireUsable();
                if (forcing) {
                    await(deadline);
                } else {
                    lead();
                }
            }
            requireUsable();
        } finally {
            lock.unlock();
        }
    }

    /** Syncs for everybody who has written so far; others write on meanwhile. */
    private void lead() throws IOException {
        Storage target = file;
        long upTo = written;
        long upToBytes = bytes;
        boolean done = false;
        forcing = true;
        lock.unlock();
        try {
            target.force();
            done = target.look().place() == Storage.Place.SAME;
        } finally {
            relock();
            forcing = false;
            if (done) {
                durable = upTo;
                durableBytes = upToBytes;
            } else {
                fail("a sync failed, or the file is no longer where it was");
            }
            lock.signalAll();
        }
    }

    private void relock() {
        while (true) {
            try {
                lock.lock();
                return;
            } catch (IOException e) {
                LOG.warn("the state in {} is slow", folder.name());
            }
        }
    }

    private void await(long deadline) {
        long left = lock.nanosLeft(deadline);
        if (left <= 0 || !lock.awaitNanos(left) && forcing) {
            fail("a sync took longer than " + PATIENCE);
        }
    }

    @Override
    public long size() {
        return withoutFailing(() -> size);
    }

    @Override
    public void replace(List<String> lines) throws IOException {
        lock.lock();
        try {
            long deadline = lock.deadline();
            requireUsable();
            while (forcing) {
                await(deadline);
                requireUsable();
            }
            boolean done = false;
            try {
                replaceFile(lines);
                done = true;
            } finally {
                if (!done) {
                    fail("a replacement failed");
                }
                lock.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void replaceFile(List<String> lines) throws IOException {
        byte[] id = newId();
        Storage next = create(folder, fileName, id, lines);
        Storage old = file;
        file = next;
        format = new RecordFormat(id);
        size = lines.size();
        bytes = next.size();
        durableBytes = bytes;
        durable = written;
        old.close();
    }

    /** A file that has its name only once its content is durable. */
    private static Storage create(Folder folder, String fileName, byte[] id, List<String> lines) throws IOException {
        String unnamed = fileName + NEW;
        folder.delete(unnamed);
        try (Storage file = folder.create(unnamed)) {
            file.writeAll(0, LogContent.file(id, lines));
            file.force();
        }
        folder.rename(unnamed, fileName);
        folder.force();
        return folder.open(fileName);
    }

    private static byte[] newId() {
        byte[] id = new byte[8];
        new SecureRandom().nextBytes(id);
        return id;
    }

    /** Whether it takes records. */
    boolean isUsable() {
        return withoutFailing(() -> failure == null && !closed ? 1 : 0) > 0;
    }

    private long withoutFailing(LongSupplier read) {
        relock();
        try {
            return read.getAsLong();
        } finally {
            lock.unlock();
        }
    }

    private void fail(String why) {
        if (failure == null) {
            failure = why;
        }
        lock.signalAll();
    }

    private void requireUsable() throws IOException {
        if (failure != null) {
            throw new IOException("the state in " + folder.name() + " has failed (" + failure
                    + "); mend the disk, then open the broker anew");
        }
        if (closed) {
            throw new IOException("the state in " + folder.name() + " is closed");
        }
    }

    @Override
    public void close() {
        relock();
        try {
            if (!closed) {
                closed = true;
                file.close();
            }
        } catch (IOException e) {
            LOG.warn("a file of the state in {} could not be closed in order", folder.name());
        } finally {
            lock.signalAll();
            lock.unlock();
        }
    }
}

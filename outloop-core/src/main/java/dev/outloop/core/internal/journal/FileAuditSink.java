package dev.outloop.core.internal.journal;

import dev.outloop.audit.AuditEvent;
import dev.outloop.audit.AuditRecord;
import dev.outloop.spi.AuditSink;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the trail as chained JSON lines in one file; {@link TrailFormat} describes them. Thread-safe.
 *
 * <p>Waiting threads share syncs: whoever finds none running forces the file for all records written by then, while
 * later records are written; a ticket whose record is durable already returns without one. Waits end with the sync and
 * do not answer to interrupts.
 *
 * <p>A write that fails is cut away and made to stay away; if that fails too, or a sync fails, so does everything after.
 */
public final class FileAuditSink implements AuditSink {

    private final TrailStorage storage;
    private final HashChain chain = new HashChain();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition settled = lock.newCondition();
    private final long openedAt;
    private byte[] hash;
    private long end;
    private long written;
    private long forced;
    private long forcedEnd;
    private boolean forcing;
    private boolean closed;
    private @Nullable String failure;

    private FileAuditSink(TrailStorage storage, byte[] hash, long end, long sequence, long openedAt) {
        this.storage = storage;
        this.hash = hash;
        this.end = end;
        this.forcedEnd = end;
        this.written = sequence;
        this.forced = sequence;
        this.openedAt = openedAt;
    }

    /**
     * Opens the trail in a directory, which is created if it is missing.
     *
     * <p>A torn tail is cut off and the cut recorded. Only the end of the trail is looked at; {@link TrailVerifier} looks
     * at all of it.
     *
     * @throws IOException if another broker has the trail open, it cannot be read or written, or its end is not as it was
     *     written
     */
    public static FileAuditSink open(Path directory, Clock clock) throws IOException {
        return open(FileStorage.open(directory), clock);
    }

    /** Takes the storage over, also if opening fails. */
    static FileAuditSink open(TrailStorage storage, Clock clock) throws IOException {
        boolean opened = false;
        try {
            FileAuditSink sink = recover(storage, clock);
            opened = true;
            return sink;
        } finally {
            if (!opened) {
                storage.close();
            }
        }
    }

    private static FileAuditSink recover(TrailStorage storage, Clock clock) throws IOException {
        TrailTail tail = TrailTail.read(storage);
        if (tail.tornBytes() > 0) {
            storage.truncate(tail.end());
        }
        // Also without a cut: a broker that was killed may have left its last lines to the page cache alone.
        storage.force();
        byte[] hash = tail.hash();
        long end = tail.end();
        if (hash == null) {
            TrailHeader header = TrailHeader.first(randomId(), clock.instant(), TrailFormat.NO_HASH);
            byte[] line = header.line();
            writeFully(storage, 0, line);
            storage.force();
            hash = header.hash();
            end = line.length;
        }
        storage.forceDirectory();
        long last = tail.sequence();
        if (tail.tornBytes() == 0) {
            return new FileAuditSink(storage, hash, end, last, last);
        }
        FileAuditSink sink = new FileAuditSink(storage, hash, end, last, last + 1);
        sink.append(AuditRecord.builder(last + 1, clock.instant(), AuditEvent.RECOVERED, "")
                        .tornBytes(tail.tornBytes())
                        .build())
                .await();
        return sink;
    }

    @Override
    public Ticket append(AuditRecord record) throws IOException {
        long sequence = record.sequence();
        lock.lock();
        try {
            requireUsable();
            requireNext(record);
            byte[] next = chain.next(hash, record.encoded());
            byte[] line = TrailLine.encode(LineKind.RECORD, record.encoded(), next);
            boundUnforced(line.length);
            write(line);
            end += line.length;
            hash = next;
            written = sequence;
        } finally {
            lock.unlock();
        }
        return () -> awaitForced(sequence);
    }

    /** Includes the record of a repair that opening made. */
    @Override
    public long lastSequence() {
        return openedAt;
    }

    @Override
    public void close() throws IOException {
        if (claimClose()) {
            try {
                awaitForced(lastToForce());
            } finally {
                storage.close();
            }
        }
    }

    private boolean claimClose() {
        lock.lock();
        try {
            boolean first = !closed;
            closed = true;
            return first;
        } finally {
            lock.unlock();
        }
    }

    private long lastToForce() {
        lock.lock();
        try {
            return failure == null ? written : forced;
        } finally {
            lock.unlock();
        }
    }

    private void write(byte[] line) throws IOException {
        boolean done = false;
        try {
            writeFully(storage, end, line);
            done = true;
        } finally {
            if (!done) {
                cutAway();
            }
        }
    }

    private void cutAway() throws IOException {
        boolean done = false;
        try {
            storage.truncate(end);
            // Else a crash could keep the next line and bring the rest of this one back behind it.
            storage.force();
            done = true;
        } finally {
            if (!done) {
                failure = "a part of a record could not be cut away";
                settled.signalAll();
            }
        }
    }

    private void awaitForced(long sequence) throws IOException {
        for (Sync sync = claimSync(sequence); sync != null; sync = claimSync(sequence)) {
            force(sync);
        }
    }

    /** Everything written when a sync started, which it makes durable. */
    private record Sync(long sequence, long end) {}

    /** The sync that this thread has to do, or null once the record is durable. */
    private @Nullable Sync claimSync(long sequence) throws IOException {
        lock.lock();
        try {
            while (forced < sequence) {
                requireUnfailed();
                if (!forcing) {
                    forcing = true;
                    return new Sync(written, end);
                }
                settled.awaitUninterruptibly();
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private void force(Sync sync) throws IOException {
        boolean done = false;
        try {
            storage.force();
            done = true;
        } finally {
            settle(sync, done);
        }
    }

    private void settle(Sync sync, boolean done) {
        lock.lock();
        try {
            forcing = false;
            if (!done) {
                failure = "a sync failed";
            } else if (failure == null) {
                forced = Math.max(forced, sync.sequence());
                forcedEnd = Math.max(forcedEnd, sync.end());
            }
            settled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Keeps what a crash may tear below the size that opening looks at. */
    private void boundUnforced(int more) throws IOException {
        if (end + more - forcedEnd > TrailFormat.MAX_UNFORCED_BYTES) {
            boolean done = false;
            try {
                storage.force();
                done = true;
            } finally {
                if (done) {
                    forced = written;
                    forcedEnd = end;
                } else {
                    failure = "a sync failed";
                }
                settled.signalAll();
            }
        }
    }

    private void requireUsable() throws IOException {
        requireUnfailed();
        if (closed) {
            throw new IOException("the audit trail " + storage.name() + " is closed");
        }
    }

    private void requireUnfailed() throws IOException {
        if (failure != null) {
            throw new IOException("the audit trail " + storage.name() + " has failed: " + failure
                    + "; it works again once it is opened anew");
        }
    }

    private void requireNext(AuditRecord record) {
        if (record.sequence() != written + 1) {
            throw new IllegalArgumentException(
                    "record " + record.sequence() + " cannot follow record " + written + " of the trail");
        }
    }

    private static void writeFully(TrailStorage storage, long position, byte[] bytes) throws IOException {
        int done = 0;
        while (done < bytes.length) {
            int count = storage.write(position + done, bytes, done, bytes.length - done);
            if (count <= 0) {
                throw new IOException("the audit trail " + storage.name() + " takes no more bytes");
            }
            done += count;
        }
    }

    private static String randomId() {
        byte[] id = new byte[TrailFormat.ID_BYTES];
        new SecureRandom().nextBytes(id);
        return TrailFormat.hex(id);
    }
}

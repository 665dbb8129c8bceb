package dev.outloop.core.internal.journal;

import dev.outloop.audit.AuditRecord;
import dev.outloop.core.internal.disk.DiskFolder;
import dev.outloop.core.internal.disk.Folder;
import dev.outloop.core.internal.disk.PatientLock;
import dev.outloop.core.internal.journal.TrailCheckpoint.Reason;
import dev.outloop.spi.AuditSink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the trail as chained JSON lines in the segments of one directory; {@link TrailFormat} describes them. Thread-safe.
 *
 * <p>Waiting threads share syncs. Whoever finds none running leads one: it forces the file for all lines written by then,
 * while later ones are written and their threads gather in the batch of the next sync. The leader then wakes the threads
 * of its own batch, and one of the next, which leads that unless another thread came first. They park and are woken
 * outside the lock; a ticket whose line is durable already returns without a sync.
 *
 * <p>No thread waits longer than the patience for what another one does with the disk: for a write it then fails, for a
 * sync the sink fails too, as nothing is known then. Unbounded stays what a thread itself does: the one thread whose own
 * system call the disk does not answer hangs in it. Waits do not answer to interrupts.
 *
 * <p>A write that fails is cut away and made to stay away; if that fails too, or a sync fails, or the file is no longer
 * where it was, everything fails until {@link #renew()}.
 */
public final class FileAuditSink implements AuditSink, Bounded {

    private static final Logger LOG = LoggerFactory.getLogger(FileAuditSink.class);

    private final Trail trail;
    private final TrailOptions options;
    private final PatientLock lock;
    private final Exporter exporter;
    private final Thread timer;
    private final long openedAt;
    private final List<AuditRecord> unfinished;
    private SyncBatch gathering = new SyncBatch();
    private @Nullable Sync running;
    private boolean closed;

    /**
     * A sync that a thread is doing.
     *
     * @param upTo the last line written when it started, which it makes durable with all before
     * @param since when it started
     * @param batch who waits for it besides
     */
    private record Sync(Segment segment, WrittenLine upTo, long since, SyncBatch batch) {}

    private FileAuditSink(Folder folder, TrailOptions options) throws IOException {
        this.options = options;
        this.lock = new PatientLock("the audit trail", options.nanos(), options.patience());
        Exporter exports = new Exporter(options.outlets(), options.patience());
        boolean opened = false;
        try {
            this.trail = TrailOpening.open(folder, options, exports::accept);
            opened = true;
        } finally {
            if (!opened) {
                exports.close();
            }
        }
        this.exporter = exports;
        this.openedAt = trail.last().sequence();
        this.unfinished = trail.unfinished();
        this.timer = new Thread(this::signFromTimeToTime, "outloop-audit-checkpoint");
        timer.setDaemon(true);
    }

    /** Opens the trail in a directory with all defaults. */
    public static FileAuditSink open(Path directory, Clock clock) throws IOException {
        return open(directory, TrailOptions.defaults(clock));
    }

    /**
     * Opens the trail in a directory, which is created if it is missing.
     *
     * <p>A torn tail is cut off and the cut noted. Only the end of the trail is looked at, and after a crash what it takes
     * to find attempts without outcome; {@link TrailVerifier} looks at all of it. Under another key than before it goes on
     * in a fresh segment, which names the new key.
     *
     * @throws IOException if another broker has the trail open, it cannot be read or written, or its end is not as it was
     *     written
     */
    public static FileAuditSink open(Path directory, TrailOptions options) throws IOException {
        return open(DiskFolder.open(directory, TrailFormat.LOCK_NAME, "the audit trail"), options);
    }

    /** Takes the folder over, also if opening fails. */
    static FileAuditSink open(Folder folder, TrailOptions options) throws IOException {
        FileAuditSink sink = new FileAuditSink(folder, options);
        sink.timer.start();
        return sink;
    }

    @Override
    public Ticket append(AuditRecord record) throws IOException {
        long ordinal;
        lock.lock();
        try {
            requireUsable();
            try {
                trail.append(record);
            } finally {
                wakeConcerned();
            }
            ordinal = trail.last().ordinal();
        } finally {
            lock.unlock();
        }
        return () -> awaitDurable(ordinal);
    }

    @Override
    public long lastSequence() {
        return openedAt;
    }

    @Override
    public List<AuditRecord> unfinished() {
        return unfinished;
    }

    /**
     * After a failure goes on in a fresh segment behind the last record that was durable, and writes again there what was
     * written since; a note says so. Tickets that failed may succeed when they are awaited again.
     */
    @Override
    public void renew() throws IOException {
        lock.lock();
        try {
            requireOpen();
            if (trail.hasFailed()) {
                trail.renew();
                wakeConcerned();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            lock.signalAll();
            trail.close();
        } finally {
            wakeConcerned();
            lock.unlock();
            exporter.close();
        }
    }

    /** How many checkpoints did not get to an outlet. */
    long exportFailures() {
        return exporter.failures();
    }

    private void awaitDurable(long ordinal) throws IOException {
        long deadline = lock.deadline();
        boolean durable = false;
        while (!durable) {
            durable = forceOrWait(ordinal, deadline);
        }
    }

    /** Whether the line is durable, after leading a sync or waiting for one if need be. */
    private boolean forceOrWait(long ordinal, long deadline) throws IOException {
        Sync sync;
        SyncBatch batch;
        lock.lock();
        try {
            if (trail.durable() >= ordinal) {
                return true;
            }
            requireUnfailed();
            sync = startIfNoneRuns();
            batch = sync == null ? joinBatch(ordinal, deadline) : sync.batch();
        } finally {
            lock.unlock();
        }
        return sync == null ? batch.await(lock.nanosLeft(deadline)) : force(sync);
    }

    /** The sync that this thread has to do, for itself and everybody who has gathered; null if one is running. */
    private @Nullable Sync startIfNoneRuns() {
        if (isRunning()) {
            return null;
        }
        Sync sync = new Sync(trail.segment(), trail.last(), options.nanos().getAsLong(), gathering);
        running = sync;
        gathering = new SyncBatch();
        return sync;
    }

    /** One of a segment that was left meanwhile concerns nobody. */
    private boolean isRunning() {
        return running != null && running.segment() == trail.segment();
    }

    private SyncBatch joinBatch(long ordinal, long deadline) throws IOException {
        if (lock.nanosLeft(deadline) <= 0) {
            failHungSync();
            requireUnfailed();
        }
        boolean covered = running != null && running.upTo().ordinal() >= ordinal;
        SyncBatch batch = running != null && covered ? running.batch() : gathering;
        batch.join(ordinal);
        return batch;
    }

    private boolean force(Sync sync) throws IOException {
        boolean done = false;
        boolean durable;
        try {
            sync.segment().sync();
            done = true;
        } finally {
            durable = settle(sync, done);
        }
        return durable;
    }

    /** Whether what the sync was for is durable. */
    private boolean settle(Sync sync, boolean done) throws IOException {
        boolean durable;
        Thread next = null;
        lock.lock();
        try {
            if (sync.equals(running)) {
                running = null;
            }
            // A segment that was left meanwhile is durable as far as it has to be, or was superseded.
            if (trail.segment() == sync.segment() && !trail.hasFailed() && !closed) {
                if (done) {
                    trail.settle(sync.upTo());
                } else {
                    trail.fail("a sync failed");
                }
            }
            durable = trail.durable() >= sync.upTo().ordinal();
            wakeConcerned();
            if (!isRunning() && !gathering.isEmpty()) {
                next = gathering.first();
            }
        } finally {
            lock.unlock();
        }
        LockSupport.unpark(next);
        sync.batch().wake(durable);
        return durable;
    }

    private void signFromTimeToTime() {
        try {
            while (awaitInterval()) {
                signIfUnsigned();
            }
        } catch (IOException e) {
            LOG.debug("the timer of the audit trail {} ends", trail.name());
        }
    }

    /** False once the sink is closed. */
    private boolean awaitInterval() throws IOException {
        long nanos = options.checkpointInterval().toNanos();
        long until = System.nanoTime() + nanos;
        lock.lock();
        try {
            while (!closed && lock.awaitNanos(until - System.nanoTime())) {}
            return !closed;
        } finally {
            lock.unlock();
        }
    }

    /** Signs what was recorded since the last checkpoint, if anything was, and makes it durable. */
    void signIfUnsigned() throws IOException {
        try {
            long ordinal;
            lock.lock();
            try {
                failIfHung();
                if (closed || trail.hasFailed() || !trail.isUnsigned()) {
                    return;
                }
                trail.sign(Reason.TIME);
                ordinal = trail.last().ordinal();
            } finally {
                wakeConcerned();
                lock.unlock();
            }
            awaitDurable(ordinal);
        } catch (IOException | IllegalStateException e) {
            LOG.warn("the audit trail {} could not be signed: {}", trail.name(), e.getMessage());
        }
    }

    private void requireUsable() throws IOException {
        failIfHung();
        requireUnfailed();
        requireOpen();
    }

    private void requireUnfailed() throws IOException {
        trail.requireUnfailed();
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("the audit trail " + trail.name() + " is closed");
        }
    }

    private void failIfHung() {
        if (running != null && running.segment() == trail.segment() && lock.isOver(running.since())) {
            failHungSync();
        }
    }

    private void failHungSync() {
        trail.fail("a sync took longer than " + options.patience());
        wakeConcerned();
    }

    /** Wakes those who need not wait for a sync any more: their lines became durable without one, or all has failed. */
    private void wakeConcerned() {
        boolean durable = trail.durable() >= gathering.lastOrdinal();
        if (!gathering.isEmpty() && (durable || trail.hasFailed())) {
            gathering.wake(durable);
            gathering = new SyncBatch();
        }
        if (running != null && trail.hasFailed()) {
            running.batch().wake(false);
        }
    }
}

package dev.outloop.core.internal.journal;

import dev.outloop.audit.AuditRecord;
import dev.outloop.spi.AuditSink;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Gives records their numbers and the sink the records, one at a time. Thread-safe; no wait for its lock is longer than the
 * patience.
 *
 * <p>An append that fails leaves its number to the next one, unless the sink counts it as used. A failed await, or a sink of which nobody knows what it did,
 * fails the ledger until it is renewed. What is owed, such as how an attempt ended, is written before anything new.
 */
final class Ledger implements AutoCloseable {

    /** More outcomes than calls can be under way; beyond it an attempt stays open on the trail, as after a crash. */
    static final int MOST_OWED = 4096;

    private final AuditSink sink;
    private final Clock clock;
    private final Duration patience;
    private final ReentrantLock lock = new ReentrantLock();
    private final ReentrantLock failing = new ReentrantLock();
    private volatile State state = new State(0, null);
    private final ConcurrentLinkedQueue<Entry> owed = new ConcurrentLinkedQueue<>();
    private final AtomicInteger owedCount = new AtomicInteger();
    private volatile @Nullable String refusal;
    private long sequence;
    private boolean closed;

    /** A failure belongs to one generation; a renewal begins the next. */
    private record State(long generation, @Nullable String failure) {}

    /** An appended record: its ticket, and the generation that a failure of it fails. */
    record Written(AuditSink.Ticket ticket, long generation) {}

    Ledger(AuditSink sink, Clock clock, Duration patience) {
        this.sink = sink;
        this.clock = clock;
        this.patience = patience;
        this.sequence = sink.lastSequence();
    }

    /**
     * Appends what is owed and then this.
     *
     * @throws SinkDoubt if it may be on the trail all the same
     * @throws IOException if it is not
     */
    Written append(Entry entry) throws IOException {
        enter();
        try {
            writeOwed();
            return write(entry);
        } finally {
            lock.unlock();
        }
    }

    /** Returns once the record is durable. */
    void await(Written written) throws IOException {
        boolean done = false;
        String reason = "the audit sink broke its contract";
        try {
            written.ticket().await();
            done = true;
        } catch (IOException e) {
            reason = String.valueOf(e.getMessage());
            throw e;
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            SinkDoubt doubt = SinkDoubt.thrown(e);
            reason = String.valueOf(doubt.getMessage());
            throw doubt;
        } finally {
            if (!done) {
                fail(written.generation(), reason);
            }
        }
    }

    /** Keeps what has to be on the trail before anything new is. */
    void owe(Entry entry) {
        if (owedCount.incrementAndGet() <= MOST_OWED) {
            owed.add(entry);
        } else {
            owedCount.decrementAndGet();
        }
    }

    /** Why nothing new is recorded, or was not at the last attempt. */
    Optional<String> failure() {
        String failed = state.failure();
        return Optional.ofNullable(failed != null ? failed : refusal);
    }

    /** Whether only a renewal helps. */
    boolean hasFailed() {
        return state.failure() != null;
    }

    /** Has the sink go on in fresh storage and writes what is owed; does nothing if there is no failure. */
    void renew() throws IOException {
        enter();
        try {
            if (closed) {
                throw new IOException("the audit trail is closed");
            }
            if (failure().isEmpty() && owed.isEmpty()) {
                return;
            }
            renewSink();
            begin(state.generation() + 1);
            writeOwed();
        } finally {
            lock.unlock();
        }
    }

    /** Writes what is owed if the sink takes it, and closes the sink. */
    @Override
    public void close() throws IOException {
        boolean entered = tryEnter();
        try {
            if (entered && !closed) {
                closed = true;
                writeLast();
            }
            fail(state.generation(), "the audit trail is closed");
            sink.close();
        } finally {
            if (entered) {
                lock.unlock();
            }
        }
    }

    private void writeLast() {
        try {
            writeOwed();
        } catch (IOException e) {
            // What cannot be written stays open on the trail, and the next start closes it as unknown.
        }
    }

    private void writeOwed() throws IOException {
        String failed = state.failure();
        if (failed != null) {
            throw new IOException(failed);
        }
        for (Entry first = owed.peek(); first != null; first = owed.peek()) {
            write(first);
            owed.remove();
            owedCount.decrementAndGet();
        }
    }

    private Written write(Entry entry) throws IOException {
        AuditRecord record = entry.numbered(sequence + 1, clock.instant());
        boolean settled = false;
        String reason = "the audit sink broke its contract";
        try {
            AuditSink.Ticket ticket = append(record);
            settled = true;
            sequence++;
            refusal = null;
            return new Written(ticket, state.generation());
        } catch (SinkDoubt e) {
            reason = String.valueOf(e.getMessage());
            throw e;
        } catch (IOException e) {
            long taken = lastSequence();
            settled = true;
            refusal = String.valueOf(e.getMessage());
            if (taken >= record.sequence()) {
                sequence = taken;
                throw new SinkDoubt(refusal);
            }
            throw e;
        } finally {
            if (!settled) {
                // The sink may have it, and a number is never given twice.
                sequence++;
                fail(state.generation(), reason);
            }
        }
    }

    @SuppressWarnings("ConstantValue") // a foreign sink may return null all the same
    private AuditSink.Ticket append(AuditRecord record) throws IOException {
        try {
            AuditSink.Ticket ticket = sink.append(record);
            if (ticket == null) {
                throw new SinkDoubt("the audit sink broke its contract");
            }
            return ticket;
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            throw SinkDoubt.thrown(e);
        }
    }

    private long lastSequence() throws SinkDoubt {
        try {
            return sink.lastSequence();
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            throw SinkDoubt.thrown(e);
        }
    }

    private void renewSink() throws IOException {
        try {
            sink.renew();
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            throw SinkDoubt.thrown(e);
        }
    }

    private void begin(long generation) {
        failing.lock();
        try {
            state = new State(generation, null);
            refusal = null;
        } finally {
            failing.unlock();
        }
    }

    /** The first reason stays: later ones follow from it. What was appended before a renewal fails nothing after it. */
    private void fail(long generation, String reason) {
        failing.lock();
        try {
            if (state.generation() == generation && state.failure() == null) {
                state = new State(generation, reason);
            }
        } finally {
            failing.unlock();
        }
    }

    private void enter() throws IOException {
        if (!tryEnter()) {
            throw new IOException("the audit trail has been busy for " + patience.toMillis() + " ms");
        }
    }

    /** An interrupt is meant for the call, and how it ended has to be recorded all the same. */
    private boolean tryEnter() {
        if (lock.tryLock()) {
            return true;
        }
        boolean interrupted = false;
        long end = System.nanoTime() + patience.toNanos();
        try {
            while (true) {
                try {
                    return lock.tryLock(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

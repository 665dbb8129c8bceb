package dev.outloop.core.internal.journal;

import dev.outloop.audit.AuditRecord;
import dev.outloop.spi.AuditSink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A host's sink, no call of which lasts longer than the patience with it. Thread-safe.
 *
 * <p>A missed deadline, an unchecked exception or a null fails the sink until it is renewed. What it then did with the
 * record is not known, so {@link #lastSequence()} counts that record, and no other is given to it under that number. Its
 * thread is interrupted and given up; while {@value #MOST_STUCK} of them have not come back, it is not renewed.
 *
 * <p>Waiting threads share awaits of the sink: one is under way at a time, for the newest record that anybody waits for.
 */
public final class DeadlineSink implements AuditSink, Bounded {

    private static final Logger LOG = LoggerFactory.getLogger(DeadlineSink.class);
    private static final int MOST_STUCK = 4;

    private final AuditSink sink;
    private final Patience patience;
    private final List<AuditRecord> unfinished;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<SinkRun> givenUp = new ArrayList<>();
    private final AtomicBoolean renewing = new AtomicBoolean();
    private SinkRun run;
    private long last;
    private boolean closed;

    private DeadlineSink(AuditSink sink, Patience patience, SinkRun run, long last, List<AuditRecord> unfinished) {
        this.sink = sink;
        this.patience = patience;
        this.run = run;
        this.last = last;
        this.unfinished = unfinished;
    }

    /**
     * The sink itself if it keeps its own deadline, or else one round it; closing that closes the sink.
     *
     * @throws IOException if it does not say in time what it has; it is not closed then
     */
    public static AuditSink around(AuditSink sink, Duration patience) throws IOException {
        return around(sink, Patience.of(patience));
    }

    /**
     * What an engine asks: the sink itself also if it answers at once, as two changes of threads would cost more than the
     * rest of a call.
     *
     * @throws IOException as {@link #around(AuditSink, Duration)} does
     */
    public static AuditSink unlessAtOnce(AuditSink sink, Duration patience) throws IOException {
        return answersAtOnce(sink) ? sink : around(sink, patience);
    }

    private static boolean answersAtOnce(AuditSink sink) {
        try {
            return sink.answersAtOnce();
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            return false;
        }
    }

    /**
     * Asks the sink what it has.
     *
     * @throws IOException if it does not say so as its contract has it, and in time; the sink is not closed then
     */
    static AuditSink around(AuditSink sink, Patience patience) throws IOException {
        if (sink instanceof Bounded) {
            return sink;
        }
        SinkRun run = new SinkRun(patience);
        boolean opened = false;
        try {
            long last = run.call(sink::lastSequence);
            if (last < 0) {
                throw new IOException("the audit sink broke its contract: its last number is below zero");
            }
            List<AuditRecord> unfinished = run.call(() -> List.copyOf(sink.unfinished()));
            opened = true;
            return new DeadlineSink(sink, patience, run, last, unfinished);
        } finally {
            if (!opened) {
                run.end();
            }
        }
    }

    /** Lets go of a sink that could not be opened, in time. */
    static void closeQuietly(AuditSink sink, Patience patience) {
        SinkRun run = new SinkRun(patience);
        try {
            run.call(() -> {
                sink.close();
                return true;
            });
        } catch (IOException e) {
            LOG.warn("an audit sink could not be closed: {}", e.getMessage());
        } finally {
            run.end();
        }
    }

    @Override
    public Ticket append(AuditRecord record) throws IOException {
        SinkRun current = runFor(record.sequence());
        try {
            return current.ticket(record.sequence(), current.call(() -> sink.append(record)));
        } catch (SinkDoubt e) {
            mayHave(record.sequence());
            throw e;
        }
    }

    @Override
    public long lastSequence() {
        lock.lock();
        try {
            return last;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<AuditRecord> unfinished() {
        return unfinished;
    }

    /** Records that were not durable are not made so by a renewal: their tickets fail if the sink had failed. */
    @Override
    public void renew() throws IOException {
        if (!renewing.compareAndSet(false, true)) {
            throw new IOException("the audit sink is being renewed already");
        }
        try {
            SinkRun fresh = freshRun();
            boolean renewed = false;
            try {
                fresh.call(() -> {
                    sink.renew();
                    return true;
                });
                renewed = true;
            } finally {
                replace(fresh, renewed);
            }
        } finally {
            renewing.set(false);
        }
    }

    @Override
    public void close() throws IOException {
        SinkRun closing = claimClose();
        if (closing != null) {
            try {
                closing.call(() -> {
                    sink.close();
                    return true;
                });
            } finally {
                closing.end();
            }
        }
    }

    /** What to close the sink in, on a thread that is not given up yet; null if it was closed before. */
    private @Nullable SinkRun claimClose() {
        lock.lock();
        try {
            if (closed) {
                return null;
            }
            closed = true;
            return run.failed() ? new SinkRun(patience) : run;
        } finally {
            lock.unlock();
        }
    }

    private void requireOpen() throws IOException {
        if (closed) {
            throw new IOException("the audit sink is closed");
        }
    }

    private SinkRun runFor(long sequence) throws IOException {
        lock.lock();
        try {
            requireOpen();
            if (sequence <= last) {
                throw new IOException("the audit sink may have another record of the number " + sequence);
            }
            return run;
        } finally {
            lock.unlock();
        }
    }

    private void mayHave(long sequence) {
        lock.lock();
        try {
            last = Math.max(last, sequence);
        } finally {
            lock.unlock();
        }
    }

    private SinkRun freshRun() throws IOException {
        lock.lock();
        try {
            requireOpen();
            givenUp.removeIf(each -> !each.stuck());
            if (givenUp.size() + (run.stuck() ? 1 : 0) >= MOST_STUCK) {
                throw new IOException(MOST_STUCK + " calls of the audit sink have not come back");
            }
            return new SinkRun(patience);
        } finally {
            lock.unlock();
        }
    }

    private void replace(SinkRun fresh, boolean renewed) throws IOException {
        lock.lock();
        try {
            SinkRun other = renewed ? run : fresh;
            if (renewed) {
                run = fresh;
            }
            other.end();
            givenUp.add(other);
            requireOpen();
        } finally {
            lock.unlock();
        }
    }
}

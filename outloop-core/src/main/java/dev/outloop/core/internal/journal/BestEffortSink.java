package dev.outloop.core.internal.journal;

import dev.outloop.audit.AuditRecord;
import dev.outloop.spi.AuditSink;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives records to a sink that never matters, on a thread of its own. Thread-safe.
 *
 * <p>What does not fit into the queue or cannot be written is dropped, counted and logged; the sink goes on behind the
 * gap, after it was renewed if it failed. Records are made durable whenever none waits.
 */
final class BestEffortSink {

    static final int QUEUED_RECORDS = 1024;

    private static final Logger LOG = LoggerFactory.getLogger(BestEffortSink.class);

    private final AuditSink sink;
    private final Patience patience;
    private final String name;
    private final SinkThread thread = new SinkThread("outloop-audit-best-effort", QUEUED_RECORDS);
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong droppedInARow = new AtomicLong();
    private long last;
    private boolean failed;

    BestEffortSink(AuditSink sink, Patience patience, String name) {
        this.sink = sink;
        this.patience = patience;
        this.name = name;
        this.last = sink.lastSequence();
    }

    /** Returns at once. */
    void offer(AuditRecord record) {
        try {
            thread.execute(() -> write(record));
        } catch (RejectedExecutionException e) {
            drop("its queue is full");
        }
    }

    /** How many records it did not get. */
    long dropped() {
        return dropped.get();
    }

    /** Waits no longer than its patience for what is queued; then closes the sink, which keeps its own deadline. */
    void close() {
        thread.shutdown();
        try {
            patience.await(thread.ended());
        } catch (TimeoutException e) {
            thread.shutdownNow().forEach(queued -> drop("it was closed"));
        }
        try {
            sink.close();
        } catch (IOException | RuntimeException e) {
            LOG.warn("{} could not be closed: {}", name, reason(e));
        }
    }

    private void write(AuditRecord record) {
        if (record.sequence() <= last) {
            drop("it may have another record of that number");
            return;
        }
        try {
            if (failed) {
                sink.renew();
                failed = false;
            }
            AuditSink.Ticket ticket = sink.append(record);
            last = record.sequence();
            if (thread.getQueue().isEmpty()) {
                ticket.await();
            }
            long gap = droppedInARow.getAndSet(0);
            if (gap > 0) {
                LOG.info("{} goes on after {} dropped records", name, gap);
            }
        } catch (IOException | RuntimeException e) {
            failed = true;
            last = Math.max(last, sink.lastSequence());
            drop(reason(e));
        }
    }

    /** Logged once in a row, else a sink that is away for long would fill the log. */
    private void drop(String why) {
        dropped.incrementAndGet();
        if (droppedInARow.getAndIncrement() == 0) {
            LOG.warn("{} drops records: {}", name, why);
        }
    }

    private static String reason(Exception e) {
        return e instanceof IOException
                ? String.valueOf(e.getMessage())
                : e.getClass().getName();
    }
}

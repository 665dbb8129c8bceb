package dev.outloop.samples.firstproof.proof;

import dev.outloop.audit.AuditEvent;
import dev.outloop.audit.AuditRecord;
import dev.outloop.spi.AuditSink;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The trail, and what was written to it and waited for. Thread-safe. */
final class WatchedTrail implements AuditSink {

    private final AuditSink sink;
    private int records;
    private @Nullable AuditRecord last;
    private long durable;

    WatchedTrail(AuditSink sink) {
        this.sink = sink;
    }

    @Override
    public Ticket append(AuditRecord record) throws IOException {
        Ticket ticket = sink.append(record);
        synchronized (this) {
            records++;
            last = record;
        }
        return () -> {
            ticket.await();
            durable(record.sequence());
        };
    }

    /** How many records were written. */
    synchronized int records() {
        return records;
    }

    /** Whether the newest record is an attempt, and a crash now would not lose it. */
    synchronized boolean endsInDurableAttempt() {
        return endsInDurable(AuditEvent.ATTEMPT);
    }

    /** Whether the newest record is a refusal, and a crash now would not lose it. */
    synchronized boolean endsInDurableRefusal() {
        return endsInDurable(AuditEvent.DENIED);
    }

    @Override
    public long lastSequence() {
        return sink.lastSequence();
    }

    @Override
    public List<AuditRecord> unfinished() {
        return sink.unfinished();
    }

    @Override
    public void renew() throws IOException {
        sink.renew();
    }

    @Override
    public void close() throws IOException {
        sink.close();
    }

    private synchronized void durable(long sequence) {
        durable = Math.max(durable, sequence);
    }

    private boolean endsInDurable(AuditEvent event) {
        return last != null && last.event().equals(event) && durable >= last.sequence();
    }
}

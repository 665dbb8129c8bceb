package dev.outloop.testkit.fake;

import dev.outloop.audit.AuditEvent;
import dev.outloop.audit.AuditRecord;
import dev.outloop.spi.AuditSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A trail in memory that counts, fails on demand, and knows which records a crash would have kept.
 *
 * <p>As in the interface, a failed {@code await} fails the sink: every later append and await fails too. Thread-safe.
 */
public final class RecordingAuditSink implements AuditSink {

    private final List<AuditRecord> records = new ArrayList<>();
    private final long lastSequence;
    private int durable;
    private int appends;
    private int awaits;
    private int failingAppend;
    private int failingAwait;
    private boolean broken;
    private boolean closed;

    private RecordingAuditSink(List<AuditRecord> kept) {
        records.addAll(kept);
        durable = kept.size();
        lastSequence = kept.isEmpty() ? 0 : kept.get(kept.size() - 1).sequence();
    }

    /** An empty trail. */
    public static RecordingAuditSink create() {
        return new RecordingAuditSink(List.of());
    }

    /** A new sink as opened after this one was closed, or after a crash: it has what was durable. */
    public RecordingAuditSink reopen() {
        return new RecordingAuditSink(durable());
    }

    /** The nth append from the beginning fails, counted from one. */
    public synchronized void failAppend(int nth) {
        failingAppend = nth;
    }

    /** The nth await from the beginning fails, counted from one, and with it the sink. */
    public synchronized void failAwait(int nth) {
        failingAwait = nth;
    }

    @Override
    public synchronized Ticket append(AuditRecord record) throws IOException {
        appends++;
        requireUsable();
        if (appends == failingAppend) {
            throw new IOException("the sink was told to fail this append");
        }
        records.add(record);
        int position = records.size();
        return () -> await(position);
    }

    @Override
    public long lastSequence() {
        return lastSequence;
    }

    @Override
    public synchronized void close() {
        if (!closed && !broken) {
            durable = records.size();
        }
        closed = true;
    }

    /** All records, durable or not. */
    public synchronized List<AuditRecord> records() {
        return List.copyOf(records);
    }

    /** The records of one kind. */
    public List<AuditRecord> records(AuditEvent event) {
        return records().stream().filter(record -> record.event() == event).toList();
    }

    /** What a crash at this moment would leave. */
    public synchronized List<AuditRecord> durable() {
        return List.copyOf(records.subList(0, durable));
    }

    /** How many appends there were, failed ones counted in. */
    public synchronized int appends() {
        return appends;
    }

    /** How many awaits there were, failed ones counted in. */
    public synchronized int awaits() {
        return awaits;
    }

    @Override
    public synchronized String toString() {
        return "RecordingAuditSink[" + records.size() + " records, " + durable + " durable]";
    }

    private synchronized void await(int position) throws IOException {
        awaits++;
        if (position <= durable) {
            return;
        }
        requireUsable();
        if (awaits == failingAwait) {
            broken = true;
            throw new IOException("the sink was told to fail this await");
        }
        durable = Math.max(durable, position);
    }

    private synchronized void requireUsable() throws IOException {
        if (closed || broken) {
            throw new IOException(closed ? "the sink is closed" : "the sink has failed");
        }
    }
}

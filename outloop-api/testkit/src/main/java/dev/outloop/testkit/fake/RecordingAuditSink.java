package dev.outloop.testkit.fake;

import dev.outloop.audit.AuditEvent;
import dev.outloop.audit.AuditRecord;
import dev.outloop.spi.AuditSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A trail in memory that counts, fails and hangs on demand, and knows which records a crash would have kept.
 *
 * <p>As in the interface, a failed {@code await} fails the sink: every later append and await fails too, until it is
 * renewed with what was durable. Numbers may leave some out and never go back. Thread-safe.
 */
public final class RecordingAuditSink implements AuditSink {

    private final List<AuditRecord> records = new ArrayList<>();
    private final List<AuditRecord> unfinished;
    private final long lastSequence;
    private final Map<Integer, Hang> hangingAppends = new HashMap<>();
    private final Map<Integer, Hang> hangingAwaits = new HashMap<>();
    /** How many records were durable when each renewal was made. */
    private final List<Integer> renewals = new ArrayList<>();

    private @Nullable Hang hangingClose;
    private int durable;
    private int appends;
    private int awaits;
    private int failingAppend;
    private int failingAwait;
    private boolean renewable = true;
    private boolean broken;
    private boolean closed;

    private RecordingAuditSink(List<AuditRecord> kept) {
        records.addAll(kept);
        durable = kept.size();
        lastSequence = lastNumber();
        unfinished = attemptsWithoutOutcome(kept);
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

    /** Whether a failed sink can be renewed; it can unless told otherwise. */
    public synchronized void renewable(boolean can) {
        renewable = can;
    }

    /** The nth append from the beginning hangs before it writes, counted from one. */
    public synchronized Hang hangAppend(int nth) {
        return hangingAppends.computeIfAbsent(nth, any -> new Hang());
    }

    /** The nth await from the beginning hangs before it makes anything durable, counted from one. */
    public synchronized Hang hangAwait(int nth) {
        return hangingAwaits.computeIfAbsent(nth, any -> new Hang());
    }

    /** Closing hangs before it makes anything durable. */
    public synchronized Hang hangClose() {
        Hang hang = hangingClose == null ? new Hang() : hangingClose;
        hangingClose = hang;
        return hang;
    }

    @Override
    public Ticket append(AuditRecord record) throws IOException {
        int nth = nextAppend();
        pass(hangingAt(hangingAppends, nth));
        return write(record, nth);
    }

    @Override
    public long lastSequence() {
        return lastSequence;
    }

    @Override
    public List<AuditRecord> unfinished() {
        return unfinished;
    }

    @Override
    public synchronized void renew() throws IOException {
        if (closed || !renewable) {
            throw new IOException("the sink cannot be renewed");
        }
        if (broken) {
            records.subList(durable, records.size()).clear();
            renewals.add(durable);
            broken = false;
        }
    }

    @Override
    public void close() {
        pass(closeHang());
        closeNow();
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

    /** Whether it was closed. */
    public synchronized boolean closed() {
        return closed;
    }

    @Override
    public synchronized String toString() {
        return "RecordingAuditSink[" + records.size() + " records, " + durable + " durable]";
    }

    private synchronized Ticket write(AuditRecord record, int nth) throws IOException {
        requireUsable();
        if (nth == failingAppend) {
            throw new IOException("the sink was told to fail this append");
        }
        if (record.sequence() <= lastNumber()) {
            throw new IllegalArgumentException(
                    "record " + record.sequence() + " cannot follow record " + lastNumber() + " of the trail");
        }
        records.add(record);
        int position = records.size();
        int renewal = renewals.size();
        return () -> await(position, renewal);
    }

    private void await(int position, int renewal) throws IOException {
        int nth = nextAwait();
        pass(hangingAt(hangingAwaits, nth));
        sync(position, renewal, nth);
    }

    private synchronized void sync(int position, int renewal, int nth) throws IOException {
        if (position <= (renewal < renewals.size() ? renewals.get(renewal) : durable)) {
            return;
        }
        requireUsable();
        if (renewal < renewals.size()) {
            throw new IOException("the record was lost when the sink failed");
        }
        if (nth == failingAwait) {
            broken = true;
            throw new IOException("the sink was told to fail this await");
        }
        durable = Math.max(durable, position);
    }

    private synchronized void closeNow() {
        if (!closed && !broken) {
            durable = records.size();
        }
        closed = true;
    }

    private synchronized int nextAppend() {
        return ++appends;
    }

    private synchronized int nextAwait() {
        return ++awaits;
    }

    private synchronized @Nullable Hang hangingAt(Map<Integer, Hang> hanging, int nth) {
        return hanging.get(nth);
    }

    private synchronized @Nullable Hang closeHang() {
        return hangingClose;
    }

    /** Without the lock, so that what the sink has can be looked at meanwhile. */
    private static void pass(@Nullable Hang hang) {
        if (hang != null) {
            hang.pass();
        }
    }

    private long lastNumber() {
        return records.isEmpty() ? 0 : records.get(records.size() - 1).sequence();
    }

    private static List<AuditRecord> attemptsWithoutOutcome(List<AuditRecord> kept) {
        Map<String, AuditRecord> open = new LinkedHashMap<>();
        for (AuditRecord record : kept) {
            if (record.event() == AuditEvent.ATTEMPT) {
                open.put(record.actionId(), record);
            } else if (record.event() == AuditEvent.OUTCOME) {
                open.remove(record.actionId());
            }
        }
        return List.copyOf(open.values());
    }

    private synchronized void requireUsable() throws IOException {
        if (closed || broken) {
            throw new IOException(closed ? "the sink is closed" : "the sink has failed");
        }
    }
}

package dev.outloop.core.cases;

import dev.outloop.audit.AuditRecord;
import dev.outloop.spi.AuditSink;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/** A trail that says it is durable before it is written: what a broker that records after the call would leave. */
final class LateSink implements AuditSink {

    private static final int HELD = 2 * TrailProgram.THREADS;

    private final AuditSink sink;
    private final Deque<AuditRecord> held = new ArrayDeque<>();

    LateSink(AuditSink sink) {
        this.sink = sink;
    }

    @Override
    public Ticket append(AuditRecord record) throws IOException {
        held.add(record);
        if (held.size() > HELD) {
            sink.append(held.remove());
        }
        return () -> {};
    }

    @Override
    public long lastSequence() {
        return sink.lastSequence();
    }

    @Override
    public void close() throws IOException {
        sink.close();
    }
}

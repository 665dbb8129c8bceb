package dev.outloop.core.internal.journal;

import dev.outloop.audit.AuditRecord;
import dev.outloop.spi.AuditSink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A sink that remembers, and fails when told. */
final class ScriptedSink implements AuditSink {

    final List<AuditRecord> records = new ArrayList<>();
    final List<String> steps = new ArrayList<>();
    long opensAt;
    boolean appendFails;
    boolean appendThrowsUnchecked;
    boolean awaitFails;
    boolean appendDoubts;
    boolean renewFails;
    Runnable beforeAppend = () -> {};
    List<AuditRecord> unfinished = List.of();
    boolean closed;

    @Override
    public Ticket append(AuditRecord record) throws IOException {
        beforeAppend.run();
        return keep(record);
    }

    private synchronized Ticket keep(AuditRecord record) throws IOException {
        steps.add("append " + record.event());
        if (appendThrowsUnchecked) {
            throw new IllegalStateException("a defect");
        }
        if (appendDoubts) {
            throw new SinkDoubt("no answer in time");
        }
        if (appendFails) {
            throw new IOException("No space left on device");
        }
        records.add(record);
        return () -> {
            synchronized (this) {
                steps.add("await " + record.event());
            }
            if (awaitFails) {
                throw new IOException("Input/output error");
            }
        };
    }

    @Override
    public List<AuditRecord> unfinished() {
        return unfinished;
    }

    @Override
    public void renew() throws IOException {
        steps.add("renew");
        if (renewFails) {
            throw new IOException("No space left on device");
        }
    }

    AuditRecord last() {
        return records.get(records.size() - 1);
    }

    @Override
    public long lastSequence() {
        return opensAt;
    }

    @Override
    public void close() {
        closed = true;
    }
}

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
    boolean closed;

    @Override
    public synchronized Ticket append(AuditRecord record) throws IOException {
        steps.add("append " + record.event());
        if (appendThrowsUnchecked) {
            throw new IllegalStateException("a defect");
        }
        if (appendFails) {
            throw new IOException("No space left on device");
        }
        records.add(record);
        return () -> {
            steps.add("await " + record.event());
            if (awaitFails) {
                throw new IOException("Input/output error");
            }
        };
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

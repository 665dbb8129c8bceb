package dev.outloop.core;

import dev.outloop.audit.AuditEvent;
import dev.outloop.audit.AuditRecord;
import dev.outloop.spi.AuditSink;
import dev.outloop.testkit.fake.RecordingAuditSink;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Keeps records, fails and renews as told. */
final class RenewableTrail implements AuditSink {
    final RecordingAuditSink first = RecordingAuditSink.create();
    RecordingAuditSink recorded = first;
    List<AuditRecord> unfinished = List.of();
    boolean full;

    @Override
    public Ticket append(AuditRecord record) throws IOException {
        if (full) {
            throw new IOException("No space left on device");
        }
        return recorded.append(record);
    }

    @Override
    public long lastSequence() {
        return 0;
    }

    @Override
    public List<AuditRecord> unfinished() {
        return unfinished;
    }

    @Override
    public void renew() throws IOException {
        if (full) {
            throw new IOException("No space left on device");
        }
        recorded = recorded.reopen();
    }

    @Override
    public void close() throws IOException {
        recorded.close();
    }

    List<AuditRecord> records(AuditEvent event) {
        return recorded.records(event);
    }

    Map<String, Object> last(AuditEvent event) {
        List<AuditRecord> all = records(event);
        return all.get(all.size() - 1).fields();
    }

    boolean closed() {
        return recorded.closed();
    }
}

package dev.outloop.core.cases;

import dev.outloop.audit.AuditRecord;
import dev.outloop.spi.AuditSink;
import java.io.IOException;
import java.util.List;

/** Says each record that it is given, once it is written. */
final class ReportingSink implements AuditSink {

    private final AuditSink sink;

    ReportingSink(AuditSink sink) {
        this.sink = sink;
    }

    @Override
    public Ticket append(AuditRecord record) throws IOException {
        Ticket ticket = sink.append(record);
        TrailProgram.say("record " + record.event());
        return ticket;
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
}

package dev.outloop.core.internal.journal;

import dev.outloop.audit.AuditRecord;
import dev.outloop.spi.AuditSink;
import dev.outloop.testkit.fake.RecordingAuditSink;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Breaks the contract of a sink in front of one that keeps it. */
final class FaultySink implements AuditSink {

    final RecordingAuditSink good;
    volatile @Nullable Throwable throwing;
    /** Whether the record is written before it throws. */
    volatile boolean afterWriting;
    /** The next await fails and takes with it what was not durable. */
    volatile boolean failingSync;

    volatile boolean withoutTicket;

    FaultySink(RecordingAuditSink good) {
        this.good = good;
    }

    @Override
    @SuppressWarnings("NullAway") // that is the broken contract
    public Ticket append(AuditRecord record) throws IOException {
        if (!afterWriting) {
            raise();
        }
        Ticket ticket = good.append(record);
        raise();
        return withoutTicket ? null : () -> sync(ticket);
    }

    private void sync(Ticket ticket) throws IOException {
        if (failingSync) {
            good.failAwait(good.awaits() + 1);
        }
        ticket.await();
    }

    private void raise() throws IOException {
        Throwable defect = throwing;
        if (defect instanceof IOException e) {
            throw e;
        } else if (defect instanceof RuntimeException e) {
            throw e;
        } else if (defect instanceof Error e) {
            throw e;
        }
    }

    @Override
    public long lastSequence() {
        return good.lastSequence();
    }

    @Override
    public List<AuditRecord> unfinished() {
        return good.unfinished();
    }

    @Override
    public void renew() throws IOException {
        raise();
        good.renew();
    }

    @Override
    public void close() {
        good.close();
    }
}

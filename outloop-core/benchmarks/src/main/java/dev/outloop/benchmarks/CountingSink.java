package dev.outloop.benchmarks;

import dev.outloop.audit.AuditRecord;
import dev.outloop.spi.AuditSink;
import java.util.concurrent.atomic.AtomicLong;

/** Takes records, encoded as for a trail, and forgets them: an audit that costs no storage. */
final class CountingSink implements AuditSink {

    private final AtomicLong bytes = new AtomicLong();

    @Override
    public Ticket append(AuditRecord record) {
        bytes.addAndGet(record.encoded().remaining());
        return () -> {};
    }

    @Override
    public long lastSequence() {
        return 0;
    }

    @Override
    public boolean answersAtOnce() {
        return true;
    }

    @Override
    public void close() {}
}

package dev.outloop.core.internal.journal;

import dev.outloop.audit.AuditRecord;
import dev.outloop.spi.AuditSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs each record. Keeps no deadline: an appender may hang as any other foreign code. Thread-safe. */
public final class Slf4jSink implements AuditSink {

    private static final Logger AUDIT = LoggerFactory.getLogger("dev.outloop.audit");

    private volatile boolean closed;

    /** A log that is not given up until the process ends. */
    public Slf4jSink() {}

    @Override
    public Ticket append(AuditRecord record) throws IOException {
        if (closed) {
            throw new IOException("the audit log is closed");
        }
        if (!AUDIT.isInfoEnabled()) {
            throw new IOException("the logger dev.outloop.audit does not log at level INFO");
        }
        AUDIT.info("{}", StandardCharsets.US_ASCII.decode(record.encoded()));
        return () -> {};
    }

    @Override
    public long lastSequence() {
        return 0;
    }

    /** There is nothing to lose here. */
    @Override
    public void renew() throws IOException {
        if (closed) {
            throw new IOException("the audit log is closed");
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}

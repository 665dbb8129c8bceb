package dev.outloop.benchmarks;

import dev.outloop.core.AuditTrail;
import dev.outloop.core.AuditVerification;
import dev.outloop.spi.AuditSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.locks.ReentrantLock;

/** The trail with its defaults, written as the engine does: numbered and appended under a lock, awaited outside. */
final class Trail implements Durable {

    private final Clock clock = Clock.systemUTC();
    private final ReentrantLock lock = new ReentrantLock();
    private final Path parent;
    private Path directory;
    private AuditSink sink;
    private long sequence;
    private long before;

    Trail(Path parent) throws IOException {
        this.parent = parent;
        this.directory = Files.createTempDirectory(parent, "trail");
        this.sink = AuditTrail.open(directory, clock);
    }

    /** Only attempts are written, whose outcomes a sink may wait for; a fresh trail has none of them. */
    @Override
    public void renew() throws IOException {
        before = count();
        sink.close();
        Directories.delete(directory);
        directory = Files.createTempDirectory(parent, "trail");
        sink = AuditTrail.open(directory, clock);
        sequence = 0;
    }

    @Override
    public Writer writer() {
        return () -> append().await();
    }

    @Override
    public long count() throws IOException {
        AuditVerification verification = AuditTrail.verify(directory);
        if (!verification.isIntact()) {
            throw new IOException(verification.toString());
        }
        return before + verification.records();
    }

    @Override
    public void close() throws IOException {
        sink.close();
    }

    private AuditSink.Ticket append() throws IOException {
        lock.lock();
        try {
            AuditSink.Ticket ticket = sink.append(Attempts.attempt(sequence + 1, clock.instant()));
            sequence++;
            return ticket;
        } finally {
            lock.unlock();
        }
    }
}

package dev.outloop.benchmarks;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;

/** One writer for all threads, under a lock. */
final class OneWriter implements Durable {

    private final ReentrantLock lock = new ReentrantLock(true);
    private final Durable durable;
    private final Writer writer;

    /** Takes it over. */
    OneWriter(Durable durable) throws Exception {
        this.durable = durable;
        this.writer = durable.writer();
    }

    @Override
    public Writer writer() {
        return () -> {
            lock.lock();
            try {
                writer.write();
            } finally {
                lock.unlock();
            }
        };
    }

    @Override
    public long count() throws Exception {
        return durable.count();
    }

    @Override
    public void close() throws IOException, SQLException {
        writer.close();
        durable.close();
    }
}

package dev.outloop.core;

import dev.outloop.spi.AccessSource;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** An access source in memory that fails, hangs and tells of changes on demand. */
final class ScriptedSource implements AccessSource {

    /** What it does when it is read. */
    interface Reading {
        Definitions read() throws IOException;
    }

    volatile Reading reading;
    volatile Runnable changed = () -> {};
    volatile Runnable closing = () -> {};
    final AtomicInteger reads = new AtomicInteger();
    final CountDownLatch closed = new CountDownLatch(1);

    ScriptedSource(Reading first) {
        this.reading = first;
    }

    @Override
    public Definitions read() throws IOException {
        reads.incrementAndGet();
        return reading.read();
    }

    @Override
    public void onChange(Runnable told) {
        changed = told;
    }

    @Override
    public void close() {
        closed.countDown();
        closing.run();
    }

    /** Hangs, whoever interrupts it, until it is let go. */
    static Reading hanging(CountDownLatch reached, CountDownLatch released) {
        return () -> {
            reached.countDown();
            while (released.getCount() > 0) {
                try {
                    released.await();
                } catch (InterruptedException e) {
                    // As the worst ones do.
                }
            }
            throw new IOException("let go");
        };
    }
}

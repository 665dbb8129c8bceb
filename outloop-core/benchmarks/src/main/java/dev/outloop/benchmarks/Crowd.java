package dev.outloop.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Threads that write one record after another, for a time. */
final class Crowd {

    private final Durable durable;
    private final int size;
    private final CountDownLatch start = new CountDownLatch(1);
    private final CountDownLatch broken = new CountDownLatch(1);
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final LongAdder written = new LongAdder();
    private volatile boolean over;

    Crowd(Durable durable, int size) {
        this.durable = durable;
        this.size = size;
    }

    /** Returns how many records a second were durable by the end of the time. */
    double run(Duration time) throws Exception {
        durable.renew();
        long before = durable.count();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            Durable.Writer writer = durable.writer();
            threads.add(new Thread(() -> write(writer), "writer-" + i));
        }
        threads.forEach(Thread::start);
        long started = System.nanoTime();
        start.countDown();
        boolean failed = broken.await(time.toNanos(), TimeUnit.NANOSECONDS);
        double perSecond = written.sum() * 1e9 / (System.nanoTime() - started);
        over = true;
        for (Thread thread : threads) {
            thread.join();
        }
        if (failed || failure.get() != null) {
            throw new IOException("a writer failed", failure.get());
        }
        if (durable.count() - before != written.sum()) {
            throw new IOException("%d records where %d were written".formatted(durable.count(), written.sum()));
        }
        return perSecond;
    }

    private void write(Durable.Writer writer) {
        try (writer) {
            start.await();
            while (!over) {
                writer.write();
                written.increment();
            }
        } catch (Exception e) {
            failure.set(e);
            broken.countDown();
        }
    }
}

package dev.outloop.core.internal.journal;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One daemon thread with a bounded queue, which ends when there is nothing to do and comes back when there is. */
final class SinkThread extends ThreadPoolExecutor {

    private static final long IDLE_SECONDS = 5;

    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    SinkThread(String name, int queued) {
        super(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(queued), task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        allowCoreThreadTimeOut(true);
    }

    /** Done once it was shut down and its last call has returned. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    /** From now on the thread does not wait for work; what still comes is done all the same. */
    void endWhenIdle() {
        setKeepAliveTime(1, TimeUnit.NANOSECONDS);
    }

    @Override
    protected void terminated() {
        ended.complete(null);
    }
}

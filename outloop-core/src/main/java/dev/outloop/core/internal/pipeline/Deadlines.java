package dev.outloop.core.internal.pipeline;

import dev.outloop.core.internal.admit.CallScope;
import dev.outloop.error.ErrorCode;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Stops calls that are not over in time, on one daemon thread. */
final class Deadlines implements AutoCloseable {

    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, task -> {
        Thread thread = new Thread(task, "outloop-deadlines");
        thread.setDaemon(true);
        return thread;
    });

    Deadlines() {
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Stops the call after the time, unless the returned deadline is closed before. */
    Deadline start(CallScope scope, Duration time) {
        long endNanos = System.nanoTime() + time.toNanos();
        try {
            return new Deadline(
                    endNanos,
                    timer.schedule(
                            () -> scope.stop(ErrorCode.DEADLINE_EXCEEDED), time.toNanos(), TimeUnit.NANOSECONDS));
        } catch (RejectedExecutionException e) {
            scope.stop(ErrorCode.BROKER_CLOSED);
            return new Deadline(endNanos, CompletableFuture.completedFuture(null));
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /**
     * A running deadline.
     *
     * @param endNanos when it strikes, by {@link System#nanoTime()}
     * @param task what strikes
     */
    record Deadline(long endNanos, Future<?> task) implements AutoCloseable {

        Duration remaining() {
            return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
        }

        @Override
        public void close() {
            task.cancel(false);
        }
    }
}

package dev.outloop.core.internal.journal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** How long an answer of somebody else's code is waited for. Thread-safe. */
@FunctionalInterface
interface Patience {

    /** What a sink gets unless the host says otherwise. */
    Duration DEFAULT = Duration.ofSeconds(10);

    /**
     * Returns once there is an answer, of whatever kind; does not answer to interrupts, as an attempt that was written
     * must not be taken for one that was not.
     *
     * @throws TimeoutException if there is none in time
     */
    void await(CompletableFuture<?> answer) throws TimeoutException;

    /** That long, from the beginning of each wait. */
    static Patience of(Duration time) {
        long nanos = TimeUnit.NANOSECONDS.convert(time);
        if (nanos <= 0) {
            throw new IllegalArgumentException("the patience has to be longer than nothing");
        }
        return answer -> awaitFor(answer, nanos);
    }

    private static void awaitFor(CompletableFuture<?> answer, long nanos) throws TimeoutException {
        long start = System.nanoTime();
        boolean interrupted = false;
        try {
            while (!answer.isDone()) {
                try {
                    answer.get(nanos - (System.nanoTime() - start), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    return;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

package dev.outloop.core.internal.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads whose lines one sync makes durable. Each parks by itself, so that none needs the sink's lock to go on.
 *
 * <p>The sink's lock guards who is in it until the sync has ended; nobody comes in after that.
 */
final class SyncBatch {

    private final List<Thread> waiting = new ArrayList<>();
    private long lastOrdinal;
    private volatile boolean durable;

    /** Counts this thread in, which then has to wait; it may come in again after each wait. */
    void join(long ordinal) {
        if (waiting.isEmpty() || first() != Thread.currentThread()) {
            waiting.add(Thread.currentThread());
        }
        lastOrdinal = Math.max(lastOrdinal, ordinal);
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** The highest line that somebody here waits for; 0 if nobody does. */
    long lastOrdinal() {
        return lastOrdinal;
    }

    /** The thread that waits longest, of which there has to be one. */
    Thread first() {
        return waiting.get(0);
    }

    /**
     * Waits until this thread is woken, or for so long; true if its line is durable. Else it has to look what is wrong, as
     * it may have been woken for no reason too. An interrupt is kept and ends the wait.
     */
    boolean await(long nanosLeft) {
        if (!durable) {
            boolean interrupted = Thread.interrupted();
            LockSupport.parkNanos(this, nanosLeft);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return durable;
    }

    /** Lets everybody go on, whose lines are durable or who have to look what is wrong. */
    void wake(boolean durable) {
        this.durable = durable;
        for (Thread thread : waiting) {
            // This one may have waited here before it came to lead; what is not needed would end its next wait.
            if (thread != Thread.currentThread()) {
                LockSupport.unpark(thread);
            }
        }
        waiting.clear();
    }
}

package dev.outloop.core.internal.admit;

import dev.outloop.error.ErrorCode;
import java.time.Duration;
import java.util.Comparator;
import java.util.TreeSet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops calls that are not over in time, on one daemon thread. Thread-safe.
 *
 * <p>The thread is woken only for a deadline before the one it waits for. Calls mostly get the same time, so theirs lie
 * behind it; a scheduling executor would be woken by every call of a quiet broker, which costs more than all the rest.
 */
public final class Deadlines implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Deadlines.class);
    private static final long NEVER = Long.MAX_VALUE;

    /** Longer times are cut, so that adding them up cannot overflow. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final long originNanos = System.nanoTime();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final TreeSet<Deadline> pending =
            new TreeSet<>(Comparator.comparingLong(Deadline::endNanos).thenComparingLong(Deadline::number));
    private long lastNumber;
    private long wakesNanos = NEVER;
    private @Nullable Thread timer;
    private boolean closed;

    /** Stops the call after the time, unless the returned deadline is closed before. */
    public Deadline start(CallScope scope, Duration time) {
        Deadline deadline = add(scope, time);
        if (deadline.number() == 0) {
            scope.stop(ErrorCode.BROKER_CLOSED);
        }
        return deadline;
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            pending.clear();
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    private Deadline add(CallScope scope, Duration time) {
        lock.lock();
        try {
            long endNanos = nowNanos() + (time.compareTo(LONGEST) < 0 ? time : LONGEST).toNanos();
            if (closed) {
                return new Deadline(this, scope, endNanos, 0);
            }
            Deadline deadline = new Deadline(this, scope, endNanos, ++lastNumber);
            pending.add(deadline);
            if (timer == null) {
                timer = new Thread(this::strikeInTurn, "outloop-deadlines");
                timer.setDaemon(true);
                timer.start();
            } else if (endNanos < wakesNanos) {
                wakesNanos = endNanos;
                changed.signal();
            }
            return deadline;
        } finally {
            lock.unlock();
        }
    }

    private void remove(Deadline deadline) {
        lock.lock();
        try {
            pending.remove(deadline);
        } finally {
            lock.unlock();
        }
    }

    private void strikeInTurn() {
        for (Deadline due = awaitDue(); due != null; due = awaitDue()) {
            try {
                due.scope().stop(ErrorCode.DEADLINE_EXCEEDED);
            } catch (RuntimeException e) {
                // The other calls need the thread; the message may quote this one's request.
                LOG.error(
                        "call {}: {} while it was stopped",
                        due.scope().id(),
                        e.getClass().getName());
            }
        }
    }

    /** The next deadline once it is reached, taken out; null when closed. */
    private @Nullable Deadline awaitDue() {
        lock.lock();
        try {
            while (!closed) {
                Deadline first = pending.isEmpty() ? null : pending.first();
                long waitNanos = first == null ? NEVER : first.endNanos() - nowNanos();
                if (first != null && waitNanos <= 0) {
                    pending.remove(first);
                    return first;
                }
                wakesNanos = first == null ? NEVER : first.endNanos();
                changed.awaitNanos(waitNanos);
            }
            return null;
        } catch (InterruptedException e) {
            // Only an abort of a call can have interrupted this thread, and the other calls still have deadlines.
            return awaitDue();
        } finally {
            lock.unlock();
        }
    }

    private long nowNanos() {
        return System.nanoTime() - originNanos;
    }

    /**
     * A running deadline.
     *
     * @param endNanos when it strikes, by the clock of its owner
     * @param number tells apart what ends at the same time; 0 if it was never started
     */
    public record Deadline(Deadlines owner, CallScope scope, long endNanos, long number) implements AutoCloseable {

        /** The time that is left, none if it is over. */
        public Duration remaining() {
            return Duration.ofNanos(Math.max(0, endNanos - owner.nowNanos()));
        }

        @Override
        public void close() {
            owner.remove(this);
        }
    }
}

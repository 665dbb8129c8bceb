package dev.outloop.core.internal.pipeline;

import dev.outloop.core.internal.admit.CallScope;
import dev.outloop.error.ErrorCode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The calls under way. Once closed, or while as many are under way as may be, it lets calls in stopped, so that they are
 * refused and recorded as any other. Each call may hold a connection and a file of the process.
 */
final class RunningCalls {

    private final int most;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition empty = lock.newCondition();
    private final Set<CallScope> running = new HashSet<>();
    private boolean closed;

    RunningCalls(int most) {
        this.most = most;
    }

    void enter(CallScope scope) {
        ErrorCode reason;
        lock.lock();
        try {
            running.add(scope);
            reason = closed ? ErrorCode.BROKER_CLOSED : isFull(running.size()) ? ErrorCode.CONCURRENCY_LIMITED : null;
        } finally {
            lock.unlock();
        }
        if (reason != null) {
            scope.stop(reason);
        }
    }

    private boolean isFull(int count) {
        return count > most;
    }

    void leave(CallScope scope) {
        lock.lock();
        try {
            running.remove(scope);
            if (running.isEmpty()) {
                empty.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Stops every call; false if that was done before. */
    boolean close() {
        List<CallScope> stopping;
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            closed = true;
            stopping = List.copyOf(running);
        } finally {
            lock.unlock();
        }
        stopping.forEach(scope -> scope.stop(ErrorCode.BROKER_CLOSED));
        return true;
    }

    /** Waits until no call is under way, so that each has written its outcome; false if the time was too short. */
    boolean awaitNone(Duration atMost) {
        long left = atMost.toNanos();
        lock.lock();
        try {
            while (!running.isEmpty() && left > 0) {
                left = empty.awaitNanos(left);
            }
            return running.isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }
}

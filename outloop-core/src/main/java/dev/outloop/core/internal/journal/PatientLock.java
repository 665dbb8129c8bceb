package dev.outloop.core.internal.journal;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** A lock that nobody waits for longer than a patience, with one condition. Interrupts are kept and not answered. */
@SuppressWarnings("WaitNotInLoop") // its callers loop
final class PatientLock {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final LongSupplier nanos;
    private final Duration patience;
    private final long patienceNanos;

    PatientLock(LongSupplier nanos, Duration patience) {
        this.nanos = nanos;
        this.patience = patience;
        this.patienceNanos = patience.toNanos();
    }

    /** @throws IOException if another thread does not let go of it in time */
    void lock() throws IOException {
        if (!lock.tryLock() && !withoutInterrupts(left -> lock.tryLock(left, TimeUnit.NANOSECONDS), deadline())) {
            throw new IOException("another thread's write to the audit trail took longer than " + patience);
        }
    }

    void unlock() {
        lock.unlock();
    }

    long deadline() {
        return nanos.getAsLong() + patienceNanos;
    }

    /** Whether so much time has passed since that moment. */
    boolean isOver(long since) {
        return nanos.getAsLong() - since > patienceNanos;
    }

    /** How long it is until the deadline; not positive once that is over. */
    long nanosLeft(long deadline) {
        return deadline - nanos.getAsLong();
    }

    /** Waits for a signal for so long; false if there was none. */
    boolean awaitNanos(long nanosLeft) {
        return withoutInterrupts(left -> changed.awaitNanos(left) > 0, nanos.getAsLong() + nanosLeft);
    }

    void signalAll() {
        changed.signalAll();
    }

    private interface Wait {
        boolean run(long leftNanos) throws InterruptedException;
    }

    private boolean withoutInterrupts(Wait wait, long deadline) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return wait.run(deadline - nanos.getAsLong());
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

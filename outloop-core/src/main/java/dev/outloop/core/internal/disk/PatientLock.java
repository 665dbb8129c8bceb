package dev.outloop.core.internal.disk;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** A lock that nobody waits for longer than a patience, with one condition. Interrupts are kept and not answered. */
@SuppressWarnings("WaitNotInLoop") // its callers loop
public final class PatientLock {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final String what;
    private final LongSupplier nanos;
    private final Duration patience;
    private final long patienceNanos;

    /**
     * A lock that somebody waits for at most so long.
     *
     * @param what is written under it, for messages: {@code the audit trail}
     */
    public PatientLock(String what, LongSupplier nanos, Duration patience) {
        this.what = what;
        this.nanos = nanos;
        this.patience = patience;
        this.patienceNanos = patience.toNanos();
    }

    /**
     * Takes it.
     *
     * @throws IOException if another thread does not let go of it in time
     */
    public void lock() throws IOException {
        if (!lock.tryLock() && !withoutInterrupts(left -> lock.tryLock(left, TimeUnit.NANOSECONDS), deadline())) {
            throw new IOException("another thread's write to " + what + " took longer than " + patience);
        }
    }

    public void unlock() {
        lock.unlock();
    }

    public long deadline() {
        return nanos.getAsLong() + patienceNanos;
    }

    /** Whether so much time has passed since that moment. */
    public boolean isOver(long since) {
        return nanos.getAsLong() - since > patienceNanos;
    }

    /** How long it is until the deadline; not positive once that is over. */
    public long nanosLeft(long deadline) {
        return deadline - nanos.getAsLong();
    }

    /** Waits for a signal for so long; false if there was none. */
    public boolean awaitNanos(long nanosLeft) {
        return withoutInterrupts(left -> changed.awaitNanos(left) > 0, nanos.getAsLong() + nanosLeft);
    }

    public void signalAll() {
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

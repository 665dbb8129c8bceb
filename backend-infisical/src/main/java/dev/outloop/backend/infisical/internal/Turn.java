package dev.outloop.backend.infisical.internal;

import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Lets one thread at a time log in, while each of the others waits no longer than its own deadline. */
final class Turn {

    private static final Duration LONGEST = Duration.ofHours(1);

    private final String vaultName;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();

    Turn(String vaultName, Clock clock) {
        this.vaultName = vaultName;
        this.clock = clock;
    }

    /** Takes it if nobody has it; the caller gives it back. */
    boolean tryTake() {
        return lock.tryLock();
    }

    /** Waits for it; the caller gives it back. */
    void take(Instant deadline) throws VaultException {
        Duration remaining = Duration.between(clock.instant(), deadline);
        Duration wait = remaining.compareTo(LONGEST) > 0 ? LONGEST : remaining;
        try {
            if (lock.tryLock(wait.toNanos(), TimeUnit.NANOSECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new VaultException(
                ErrorCode.VAULT_TIMEOUT,
                "The time for the vault " + vaultName + " was over before it was logged in to.");
    }

    void give() {
        lock.unlock();
    }
}

package dev.outloop.core.internal.lease;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Lease;
import dev.outloop.secret.SecretRef;
import dev.outloop.secret.VaultLimits;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultRequest;
import java.time.Duration;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Puts a question to a backend, and again if the vault was not there for it: that changes nothing at a vault. Whatever a
 * backend does wrong becomes {@code VAULT_FAILED}, and its words stay out of it.
 */
final class Asking {

    static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    private final VaultBackend backend;
    private final VaultLimits limits;
    private final Times times;
    private final Pause pause;

    Asking(VaultBackend backend, VaultLimits limits, Times times, Pause pause) {
        this.backend = backend;
        this.limits = limits;
        this.times = times;
        this.pause = pause;
    }

    /** Asks once. */
    Lease once(SecretRef ref, Duration left) throws VaultException {
        try {
            return requireUsable(
                    backend.lease(VaultRequest.of(ref, times.instant().plus(left))));
        } catch (VaultException e) {
            throw e;
        } catch (Exception
                | StackOverflowError
                | LinkageError e) { // checked ones too: not every language has them declared
            throw VaultSentence.broken();
        }
    }

    /**
     * Asks until there is an answer, in the time of the flight.
     *
     * @param mayGoOn is told how long the next pause is, and whether it should be made
     */
    Lease patiently(Flight flight, Predicate<Duration> mayGoOn) throws VaultException {
        Duration next = FIRST_PAUSE;
        for (int retries = 0; ; retries++) {
            try {
                return once(flight.ref, times.left(flight.begun, limits.deadline()));
            } catch (VaultException e) {
                boolean again = e.code().equals(ErrorCode.VAULT_UNAVAILABLE) && retries < limits.retries();
                if (!again || !mayGoOn.test(next)) {
                    throw e;
                }
            }
            try {
                pause.await(next);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw VaultSentence.closed();
            }
            next = next.multipliedBy(3);
        }
    }

    static Lease requireUsable(@Nullable Lease lease) throws VaultException {
        if (lease == null) {
            throw VaultSentence.lentNothing();
        }
        if (lease.secret().isClosed()) {
            KeptLease.giveBack(lease);
            throw VaultSentence.lentNothing();
        }
        return lease;
    }
}

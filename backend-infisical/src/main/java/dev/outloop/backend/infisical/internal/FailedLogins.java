package dev.outloop.backend.infisical.internal;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Secret;
import dev.outloop.spi.VaultException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How log-ins failed lately, so that no storm of them follows. Infisical locks an identity for 300 seconds at the third
 * rejected log-in, and forgets one after 30: what it rejected is not shown to it again for longer than that. Thread-safe.
 */
final class FailedLogins implements AutoCloseable {

    static final Duration AFTER_REJECTION = Duration.ofSeconds(60);
    static final Duration AFTER_LIMIT = Duration.ofSeconds(10);
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final String vaultName;
    private long count;
    private int inARow;
    private @Nullable VaultException last;
    private @Nullable Secret rejected;
    private Instant until = Instant.MIN;
    private Instant nextLook = Instant.MIN;
    private boolean closed;

    FailedLogins(String vaultName) {
        this.vaultName = vaultName;
    }

    /** How many there were, but for those whose thread ran out of time or was interrupted: others may go on. */
    synchronized long count() {
        return count;
    }

    /** The last failure, for those who waited for its log-in. */
    synchronized VaultException last(Instant now) {
        VaultException failure = last;
        if (failure == null) {
            return new VaultException(
                    ErrorCode.VAULT_UNAVAILABLE, "The vault " + vaultName + " cannot be logged in to.");
        }
        VaultException again = new VaultException(failure.code(), failure.getMessage());
        return failure.code().equals(ErrorCode.VAULT_RATE_LIMITED) && now.isBefore(until)
                ? again.retryAfter(Duration.between(now, until))
                : again;
    }

    /** Fails with the last failure unless another log-in is due, or the credential may have been renewed since. */
    synchronized void requireDue(Instant now) throws VaultException {
        if (!now.isBefore(until)) {
            return;
        }
        if (rejected == null || now.isBefore(nextLook)) {
            throw last(now);
        }
        nextLook = now.plus(BETWEEN_LOOKS);
    }

    /** Fails with the last failure if the server rejected this very credential a short time ago. */
    synchronized void requireRenewed(Secret credential, Instant now) throws VaultException {
        Secret refused = rejected;
        if (now.isBefore(until) && refused != null && refused.hasSameValueAs(credential)) {
            throw last(now);
        }
    }

    /** The server did not accept this credential. */
    synchronized void reject(VaultException failure, Secret credential, Instant now) {
        forgetRejected();
        rejected = closed ? null : credential.copy();
        nextLook = now.plus(BETWEEN_LOOKS);
        remember(failure, now.plus(AFTER_REJECTION));
    }

    /** The server gave out a token and did not accept it. */
    synchronized void bar(VaultException failure, Instant now) {
        forgetRejected();
        remember(failure, now.plus(AFTER_REJECTION));
    }

    /** A log-in failed in another way: the next may follow at once, later ones after 1, 2, 4 ... 30 seconds. */
    synchronized void add(VaultException failure, Instant now) {
        if (failure.code().equals(ErrorCode.VAULT_TIMEOUT)
                || Thread.currentThread().isInterrupted()) {
            return;
        }
        forgetRejected();
        inARow++;
        Duration pause = Duration.ZERO;
        if (failure.code().equals(ErrorCode.VAULT_RATE_LIMITED)) {
            pause = failure.retryAfter().orElse(AFTER_LIMIT);
        } else if (inARow > 1) {
            pause = Duration.ofSeconds(Math.min(LONGEST_PAUSE.toSeconds(), 1L << Math.min(inARow - 2, 10)));
        }
        remember(failure, now.plus(pause));
    }

    /** A log-in succeeded. */
    synchronized void forget() {
        forgetRejected();
        inARow = 0;
        until = Instant.MIN;
    }

    @Override
    public synchronized void close() {
        closed = true;
        forgetRejected();
    }

    private void remember(VaultException failure, Instant pause) {
        count++;
        last = failure;
        until = pause;
    }

    private void forgetRejected() {
        if (rejected != null) {
            rejected.close();
            rejected = null;
        }
    }
}

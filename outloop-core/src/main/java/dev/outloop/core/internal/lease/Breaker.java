package dev.outloop.core.internal.lease;

import dev.outloop.core.internal.lease.Times.Point;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.VaultLimits;
import dev.outloop.spi.VaultException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Leaves a vault alone that failed several times in a row, then lets one question at a time find out whether it is back.
 * Guarded by the lock of its vault.
 */
final class Breaker {

    private final String vault;
    private final VaultLimits limits;
    private final Times times;
    private int failures;
    private @Nullable Point opened;
    private @Nullable Point probed;

    Breaker(String vault, VaultLimits limits, Times times) {
        this.vault = vault;
        this.limits = limits;
        this.times = times;
    }

    /**
     * Lets a question pass; each that passes is answered for once, by one of the methods below.
     *
     * @return whether it is the one that finds out
     */
    boolean enter() throws VaultException {
        Point since = opened;
        if (since == null) {
            return false;
        }
        if (probed != null && times.isOver(probed, limits.deadline())) {
            // Nobody is left to say that it is late.
            probed = null;
            since = times.now();
            opened = since;
        }
        Duration left = times.left(since, limits.rest());
        if (probed != null || !left.isZero()) {
            throw VaultSentence.until(
                    ErrorCode.VAULT_UNAVAILABLE,
                    "The vault " + vault + " failed " + limits.failures() + " times in a row and is left alone",
                    times.instant(),
                    left);
        }
        probed = times.now();
        return true;
    }

    /** Whether a question would pass now. */
    boolean mayEnter() {
        Point since = opened;
        return since == null || (probed == null && times.isOver(since, limits.rest()));
    }

    /** The vault answered, with a value or with a reason why there is none. */
    void answered() {
        failures = 0;
        opened = null;
        probed = null;
    }

    /** It did not. */
    void failed(boolean probe) {
        failures++;
        if (probe || (opened == null && failures >= limits.failures())) {
            opened = times.now();
            probed = null;
        }
    }

    /** The question was not asked to its end. */
    void left(boolean probe) {
        if (probe) {
            probed = null;
        }
    }
}

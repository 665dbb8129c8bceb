package dev.outloop.backend.keychain.internal;

import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** How long an answer is of use, told by the clock once and counted by the machine's ticks from then on. Immutable. */
public final class Deadline {

    // Longer than this nobody waits, and a far deadline does not overflow.
    private static final Duration LONGEST = Duration.ofHours(1);

    private final long endNanos;

    private Deadline(long endNanos) {
        this.endNanos = endNanos;
    }

    /** The deadline that is an instant of this clock. */
    public static Deadline at(Instant instant, Clock clock) {
        Duration left = Duration.between(clock.instant(), instant);
        Duration waited = left.compareTo(LONGEST) > 0 ? LONGEST : left.isNegative() ? Duration.ZERO : left;
        return new Deadline(System.nanoTime() + waited.toNanos());
    }

    /**
     * The time that is left, at least one nanosecond.
     *
     * @throws VaultException with {@code VAULT_TIMEOUT} if none is left
     */
    public long remainingNanos() throws VaultException {
        long left = endNanos - System.nanoTime();
        if (left <= 0) {
            throw timeout();
        }
        return left;
    }

    /** The same in whole milliseconds, rounded up. */
    public long remainingMillis() throws VaultException {
        return (remainingNanos() + 999_999) / 1_000_000;
    }

    /** For a wait that was interrupted or over. */
    public static VaultException timeout() {
        return new VaultException(ErrorCode.VAULT_TIMEOUT, "the keychain did not answer in time; try again");
    }
}

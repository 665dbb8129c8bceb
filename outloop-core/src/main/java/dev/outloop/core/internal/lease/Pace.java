package dev.outloop.core.internal.lease;

import dev.outloop.core.internal.lease.Times.Point;
import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How fast a vault is asked: as often as the configuration allows, and not at all while it wants to be left alone.
 * Guarded by the lock of its vault.
 */
final class Pace {

    /** How long a vault is left alone that did not say how long. */
    static final Duration UNSAID = Duration.ofSeconds(30);

    /** A vault is left alone no shorter and no longer than this, whatever it says. */
    static final Duration LEAST = Duration.ofSeconds(1);

    static final Duration MOST = Duration.ofMinutes(15);

    private final String vault;
    private final int perMinute;
    private final Times times;
    private Point refilled;
    private double tokens;
    private Point paused;
    private Duration pause = Duration.ZERO;

    Pace(String vault, int perMinute, Times times) {
        this.vault = vault;
        this.perMinute = perMinute;
        this.times = times;
        this.refilled = times.now();
        this.paused = refilled;
        this.tokens = perMinute;
    }

    /** Uses up one question. */
    void take() throws VaultException {
        requireNoPause();
        Duration left = refill();
        if (!left.isZero()) {
            throw VaultSentence.until(
                    ErrorCode.VAULT_RATE_LIMITED,
                    "The vault " + vault + " was asked " + perMinute + " times in a minute, which is its limit here",
                    times.instant(),
                    left);
        }
        tokens--;
    }

    void requireNoPause() throws VaultException {
        Duration left = times.left(paused, pause);
        if (!left.isZero()) {
            throw leftAlone();
        }
    }

    /** What is said while it is left alone. */
    VaultException leftAlone() {
        return VaultSentence.until(
                ErrorCode.VAULT_RATE_LIMITED,
                "The vault " + vault + " asked to be left alone",
                times.instant(),
                times.left(paused, pause));
    }

    /** The vault wants to be left alone. */
    void pause(Optional<Duration> retryAfter) {
        Duration wanted = retryAfter.orElse(UNSAID);
        Duration most = wanted.compareTo(MOST) > 0 ? MOST : wanted;
        paused = times.now();
        pause = most.compareTo(LEAST) < 0 ? LEAST : most;
    }

    /** How long until there is a question to use up. */
    private Duration refill() {
        double nanosEach = (double) TimeUnit.MINUTES.toNanos(1) / perMinute;
        tokens = Math.min(perMinute, tokens + Math.max(0, times.nanosSince(refilled)) / nanosEach);
        refilled = times.now();
        return tokens >= 1 ? Duration.ZERO : Duration.ofNanos((long) Math.ceil((1 - tokens) * nanosEach));
    }
}

package dev.outloop.core.internal.lease;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How much time has passed, by the clock or by the ticker, whichever says more: a clock that is set back makes nothing
 * last longer, and neither does a machine that slept, for which tickers stand still. Thread-safe.
 */
final class Times {

    private final Clock clock;
    private final LongSupplier nanoTicker;

    Times(Clock clock, LongSupplier nanoTicker) {
        this.clock = clock;
        this.nanoTicker = nanoTicker;
    }

    /** A moment on both. */
    record Point(long millis, long nanos) {}

    Point now() {
        return new Point(clock.millis(), nanoTicker.getAsLong());
    }

    Instant instant() {
        return clock.instant();
    }

    long nanosSince(Point point) {
        return Math.max(
                nanoTicker.getAsLong() - point.nanos(), TimeUnit.MILLISECONDS.toNanos(clock.millis() - point.millis()));
    }

    boolean isOver(Point since, Duration time) {
        return nanosSince(since) >= time.toNanos();
    }

    /** What is left of the time; never negative. */
    Duration left(Point since, Duration time) {
        return Duration.ofNanos(Math.max(0, time.toNanos() - nanosSince(since)));
    }
}

package dev.outloop.core.internal.detect;

import java.util.function.LongSupplier;

/** The time that scanning one response may take, without that in which it waits for more bytes. One thread. */
final class Budget {

    private final long nanos;
    private final LongSupplier ticker;
    private long spent;
    private long startedAt;

    Budget(long nanos, LongSupplier ticker) {
        this.nanos = nanos;
        this.ticker = ticker;
    }

    void start() {
        startedAt = ticker.getAsLong();
    }

    /** Adds the time since the start or the last check. */
    void check() {
        long now = ticker.getAsLong();
        spent += now - startedAt;
        startedAt = now;
        if (spent > nanos) {
            throw new IllegalStateException("the detectors took longer than they may");
        }
    }
}

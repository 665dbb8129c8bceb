package dev.outloop.core.internal.journal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * How many refusals of one caller are recorded one by one: a bucket of {@value #BURST} that gains {@value #PER_SECOND} a
 * second. Thread-safe.
 */
final class DenialQuota {

    /** An agent that learns an API by trial is refused a few dozen times, and each of these is worth a record. */
    static final int BURST = 64;

    /** Faster than anyone reads refusals and mends a request, and still some 4 KiB of trail a second for each caller. */
    static final int PER_SECOND = 8;

    private static final long INTERVAL_NANOS = 1_000_000_000L / PER_SECOND;
    private static final int MANY_CALLERS = 1024;

    private final LongSupplier nanos;
    private final long originNanos;

    /** For each caller when its bucket is full again; one that is full says nothing. */
    private final Map<String, AtomicLong> fullAt = new ConcurrentHashMap<>();

    DenialQuota(LongSupplier nanos) {
        this.nanos = nanos;
        this.originNanos = nanos.getAsLong();
    }

    /** Takes one from the caller's bucket; false if it is empty. */
    boolean take(String caller) {
        long now = nanos.getAsLong() - originNanos;
        if (fullAt.size() > MANY_CALLERS) {
            fullAt.values().removeIf(full -> full.get() <= now);
        }
        AtomicLong full = fullAt.computeIfAbsent(caller, any -> new AtomicLong());
        while (true) {
            long before = full.get();
            long after = Math.max(before, now) + INTERVAL_NANOS;
            if (after - now > BURST * INTERVAL_NANOS) {
                return false;
            }
            if (full.compareAndSet(before, after)) {
                return true;
            }
        }
    }
}

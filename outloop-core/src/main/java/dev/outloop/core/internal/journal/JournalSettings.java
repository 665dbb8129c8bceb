package dev.outloop.core.internal.journal;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * What a journal is told beside its sink and the time.
 *
 * @param key makes the fingerprints
 * @param scrub cuts secrets out of values that stand on the trail
 * @param patience how long a call waits for another one's record to be appended
 * @param nanos a clock that only goes on, for quotas
 * @param pause waits so many nanoseconds, while refusals are collected
 */
public record JournalSettings(FingerprintKey key, Scrub scrub, Duration patience, LongSupplier nanos, Pause pause) {

    /** The patience with a sink. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    /** With real time and the usual patience. */
    public static JournalSettings of(FingerprintKey key, Scrub scrub) {
        return new JournalSettings(key, scrub, PATIENCE, System::nanoTime, JournalSettings::pause);
    }

    /** An interrupt is meant for the call, which is over once its refusal is recorded. */
    private static void pause(long nanos) {
        long end = System.nanoTime() + nanos;
        boolean interrupted = false;
        for (long left = nanos; left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
            interrupted |= Thread.interrupted();
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

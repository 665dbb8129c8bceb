package dev.outloop.core.internal.config;

import dev.outloop.secret.VaultLimits;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/** Reads how long what a vault lends is kept ({@code lease}), and how it is asked ({@code calls}). */
final class VaultLimitsReader {

    private static final long HOUR_MILLIS = 60 * 60 * 1000L;
    private static final Map<String, Long> MILLIS = Map.of("ms", 1L, "s", 1000L, "m", 60_000L, "h", HOUR_MILLIS);

    private VaultLimitsReader() {}

    static VaultLimits read(@Nullable Value lease, @Nullable Value calls) {
        VaultLimits.Builder limits = VaultLimits.builder();
        readLease(lease == null ? null : lease.fields(), limits);
        readCalls(calls == null ? null : calls.fields(), limits);
        return limits.build();
    }

    private static void readLease(@Nullable Fields fields, VaultLimits.Builder limits) {
        if (fields == null) {
            return;
        }
        readTime(fields.get("ttl"), 0, 24 * HOUR_MILLIS, "a time such as 60s, of at most 24h", limits::ttl);
        readTime(fields.get("missing"), 0, HOUR_MILLIS, "a time such as 5s, of at most 1h", limits::missing);
        readNumber(fields.get("entries"), 1_000_000, limits::maxEntries);
        Long bytes = LimitsReader.amount(
                fields.get("bytes"), LimitsReader.BYTES, 1L << 30, "a size such as 4MiB, of at most 1GiB");
        if (bytes != null) {
            limits.maxBytes(bytes);
        }
        fields.end();
    }

    private static void readCalls(@Nullable Fields fields, VaultLimits.Builder limits) {
        if (fields == null) {
            return;
        }
        readTime(fields.get("deadline"), 1, HOUR_MILLIS, "a time such as 15s, of at most 1h", limits::deadline);
        readNumber(fields.get("threads"), 1024, limits::threads);
        Value retries = fields.get("retries");
        Long times = retries == null ? null : retries.integer(0, 10);
        if (times != null) {
            limits.retries(times.intValue());
        }
        readNumber(fields.get("per-minute"), 1_000_000, limits::ratePerMinute);
        readNumber(fields.get("failures"), 1000, limits::failures);
        readTime(fields.get("rest"), 1, HOUR_MILLIS, "a time such as 10s, of at most 1h", limits::rest);
        fields.end();
    }

    private static void readTime(
            @Nullable Value value, long leastMillis, long longestMillis, String what, Consumer<Duration> set) {
        Long millis = LimitsReader.amount(value, MILLIS, leastMillis, longestMillis, what);
        if (millis != null) {
            set.accept(Duration.ofMillis(millis));
        }
    }

    private static void readNumber(@Nullable Value value, long greatest, IntConsumer set) {
        Long number = value == null ? null : value.integer(1, greatest);
        if (number != null) {
            set.accept(number.intValue());
        }
    }
}

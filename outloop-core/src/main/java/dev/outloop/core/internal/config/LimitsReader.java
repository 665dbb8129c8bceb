package dev.outloop.core.internal.config;

import dev.outloop.action.ExchangeLimits;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the bounds of an exchange. Durations and sizes carry their unit. */
final class LimitsReader {

    private static final Pattern AMOUNT = Pattern.compile("(0|[1-9][0-9]{0,9})(ms|s|m|h|d|B|KiB|MiB|GiB)");
    static final Map<String, Long> MILLIS = Map.of("ms", 1L, "s", 1000L, "m", 60_000L);
    static final Map<String, Long> BYTES = Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30);

    private LimitsReader() {}

    static ExchangeLimits read(Value value) {
        ExchangeLimits.Builder limits = ExchangeLimits.builder();
        Fields fields = value.fields();
        if (fields == null) {
            return limits.build();
        }
        Long deadline = amount(fields.get("deadline"), MILLIS, 60 * 60 * 1000L, "a time such as 30s, of at most 60m");
        if (deadline != null) {
            limits.deadline(Duration.ofMillis(deadline));
        }
        Long request = amount(fields.get("request"), BYTES, 64L << 20, "a size such as 1MiB, of at most 64MiB");
        if (request != null) {
            limits.maxRequestBodyBytes(request.intValue());
        }
        Long response = amount(fields.get("response"), BYTES, 1L << 30, "a size such as 10MiB, of at most 1GiB");
        if (response != null) {
            limits.maxResponseBodyBytes(response);
        }
        Long headers = amount(fields.get("headers"), BYTES, 1L << 20, "a size such as 64KiB, of at most 1MiB");
        if (headers != null) {
            limits.maxResponseHeaderBytes(headers.intValue());
        }
        Value expansion = fields.get("expansion");
        Long ratio = expansion == null ? null : expansion.integer(1, 10_000);
        if (ratio != null) {
            limits.maxExpansionRatio(ratio.intValue());
        }
        fields.end();
        return limits.build();
    }

    /** A number with a unit, in the smallest of the units. */
    static @Nullable Long amount(@Nullable Value value, Map<String, Long> units, long greatest, String what) {
        return amount(value, units, 1, greatest, what);
    }

    /** The same, of at least so many of them. */
    static @Nullable Long amount(
            @Nullable Value value, Map<String, Long> units, long least, long greatest, String what) {
        String text = value == null ? null : value.characters("expected " + what);
        if (value == null || text == null) {
            return null;
        }
        Matcher matcher = AMOUNT.matcher(text);
        Long unit = matcher.matches() ? units.get(matcher.group(2)) : null;
        long amount = unit == null ? -1 : Long.parseLong(matcher.group(1)) * unit;
        if (amount < least || amount > greatest) {
            value.problem("expected " + what);
            return null;
        }
        return amount;
    }
}

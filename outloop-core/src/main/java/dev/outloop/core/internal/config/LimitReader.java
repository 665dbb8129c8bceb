package dev.outloop.core.internal.config;

import dev.outloop.policy.LimitDefinition;
import dev.outloop.policy.LimitDefinition.Measure;
import dev.outloop.policy.LimitDefinition.Per;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the limits of a policy. */
final class LimitReader {

    private static final String TOTAL =
            "expected a number above 0 such as 5000 or 99.50, of at most 12 digits and 6 decimals";

    private static final Pattern NUMBER = Pattern.compile("(0|[1-9][0-9]{0,11})(\\.[0-9]{1,6})?");
    private static final long MOST_CALLS = 1_000_000_000;
    private static final long MOST = 999_999_999_999L;
    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "s", 1000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);
    private static final long MOST_MILLIS = 3660 * 86_400_000L;

    private LimitReader() {}

    /** The limits; where a problem was reported, whatever could be read. */
    static List<LimitDefinition> read(@Nullable Value limits) {
        List<LimitDefinition> read = new ArrayList<>();
        if (limits != null) {
            limits.named().forEach((name, value) -> {
                LimitDefinition limit = readLimit(name, value);
                if (limit != null) {
                    read.add(limit);
                }
            });
        }
        return read;
    }

    private static @Nullable LimitDefinition readLimit(String name, Value value) {
        Fields fields = value.fields();
        if (fields == null) {
            return null;
        }
        Per per = per(fields.require("per"));
        Value rate = fields.get("rate");
        Value concurrency = fields.get("concurrency");
        Value budget = fields.get("budget");
        fields.end();
        // What is read for it reports its own problems, whoever it is for.
        Per whom = per == null ? Per.ACCESS : per;
        LimitDefinition limit = rate == null ? null : rate(name, whom, rate);
        limit = concurrency == null ? limit : concurrency(name, whom, concurrency);
        limit = budget == null ? limit : budget(name, whom, budget);
        if (Stream.of(rate, concurrency, budget).filter(Objects::nonNull).count() != 1) {
            fields.problem("expected one of rate, concurrency and budget");
            return null;
        }
        return per == null ? null : limit;
    }

    private static @Nullable Per per(@Nullable Value value) {
        String text = value == null ? null : value.text();
        if (value == null || text == null) {
            return null;
        }
        Optional<Per> per = Per.called(text);
        if (per.isEmpty()) {
            value.problem("expected access, workspace, tenant or caller");
        }
        return per.orElse(null);
    }

    private static @Nullable LimitDefinition rate(String name, Per per, Value value) {
        Fields fields = value.fields();
        if (fields == null) {
            return null;
        }
        Value callsValue = fields.require("calls");
        Long calls = callsValue == null ? null : callsValue.integer(1, MOST_CALLS);
        Duration every = every(fields.require("every"));
        Value burstValue = fields.get("burst");
        Long burst = burstValue == null ? calls : burstValue.integer(1, MOST_CALLS);
        fields.end();
        return calls == null || every == null || burst == null
                ? null
                : LimitDefinition.rate(name, per, calls.intValue(), every, burst.intValue());
    }

    private static @Nullable LimitDefinition concurrency(String name, Per per, Value value) {
        Long calls = value.integer(1, MOST_CALLS);
        return calls == null ? null : LimitDefinition.concurrency(name, per, calls.intValue());
    }

    private static @Nullable LimitDefinition budget(String name, Per per, Value value) {
        Fields fields = value.fields();
        if (fields == null) {
            return null;
        }
        Value calls = fields.get("calls");
        Value bytes = fields.get("bytes");
        Value parameter = fields.get("parameter");
        Value total = parameter == null ? fields.get("total") : fields.require("total");
        Value everyValue = fields.get("every");
        Duration every = every(everyValue);
        fields.end();
        BigDecimal inCalls = whole(calls);
        BigDecimal inBytes = whole(bytes);
        String named = parameter == null ? null : parameter.text();
        BigDecimal inAll = decimal(total);
        if (Stream.of(calls, bytes, parameter).filter(Objects::nonNull).count() != 1
                || (parameter == null && total != null)) {
            fields.problem("expected one of calls, bytes, and parameter with total");
            return null;
        }
        BigDecimal amount = calls != null ? inCalls : bytes != null ? inBytes : inAll;
        if (amount == null || (parameter != null && named == null) || (everyValue != null && every == null)) {
            return null;
        }
        Measure measure = named != null ? Measure.parameter(named) : calls != null ? Measure.CALLS : Measure.BYTES;
        return LimitDefinition.budget(name, per, measure, amount, every);
    }

    private static @Nullable BigDecimal whole(@Nullable Value value) {
        Long whole = value == null ? null : value.integer(1, MOST);
        return whole == null ? null : BigDecimal.valueOf(whole);
    }

    private static @Nullable BigDecimal decimal(@Nullable Value value) {
        if (value == null) {
            return null;
        }
        String text = value.characters(TOTAL);
        if (text == null) {
            return null;
        }
        if (!NUMBER.matcher(text).matches() || new BigDecimal(text).signum() == 0) {
            value.problem(TOTAL);
            return null;
        }
        return new BigDecimal(text);
    }

    private static @Nullable Duration every(@Nullable Value value) {
        Long millis = LimitsReader.amount(
                value, MILLIS, MOST_MILLIS, "a time such as 500ms, 1s, 15m, 1h or 30d, of at most 3660d");
        return millis == null ? null : Duration.ofMillis(millis);
    }
}

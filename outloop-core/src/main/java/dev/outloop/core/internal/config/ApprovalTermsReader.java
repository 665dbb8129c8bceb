package dev.outloop.core.internal.config;

import dev.outloop.policy.ApprovalTerms;
import dev.outloop.policy.Decision;
import dev.outloop.policy.PolicyRule;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a person's yes is good for. */
final class ApprovalTermsReader {

    private static final long DAY_MILLIS = 86_400_000;
    private static final Map<String, Long> MILLIS = Map.of("s", 1000L, "m", 60_000L, "h", 3_600_000L, "d", DAY_MILLIS);

    private ApprovalTermsReader() {}

    /** Reads the terms of a rule of that effect, or of one whose effect could not be read. */
    static void read(@Nullable Value value, Decision.@Nullable Kind effect, PolicyRule.Builder rule) {
        Fields fields = value == null ? null : value.fields();
        if (value == null || fields == null) {
            return;
        }
        if (effect != null && effect != Decision.Kind.REQUIRE_APPROVAL) {
            value.problem("expected this in rules with \"effect: approve\" alone");
        }
        Value timesValue = fields.get("times");
        Long times = timesValue == null ? null : timesValue.integer(1, ApprovalTerms.MAX_TIMES);
        Duration within = duration(fields.get("within"));
        Duration wait = duration(fields.get("wait"));
        Value first = fields.get("first-use");
        boolean firstUse = first != null && Boolean.TRUE.equals(first.bool());
        if (firstUse && timesValue != null) {
            timesValue.problem("expected no \"times\" beside \"first-use\": later uses are not asked for");
        }
        fields.end();
        ApprovalTerms terms = ApprovalTerms.once()
                .times(times == null ? 1 : times.intValue(), within == null ? ApprovalTerms.DEFAULT_WITHIN : within)
                .waiting(wait == null ? ApprovalTerms.DEFAULT_WAIT : wait);
        rule.approval(firstUse ? terms.forFirstUse() : terms);
    }

    private static @Nullable Duration duration(@Nullable Value value) {
        Long millis =
                LimitsReader.amount(value, MILLIS, 366 * DAY_MILLIS, "a time such as 30m or 24h, of at most 366d");
        return millis == null ? null : Duration.ofMillis(millis);
    }
}

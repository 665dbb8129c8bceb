package dev.outloop.core.internal.admit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.policy.ApprovalTerms;
import dev.outloop.policy.Decision;
import dev.outloop.policy.LimitDefinition;
import dev.outloop.policy.LimitDefinition.Measure;
import dev.outloop.policy.LimitDefinition.Per;
import dev.outloop.policy.ParameterCondition;
import dev.outloop.policy.Policy;
import dev.outloop.policy.PolicyRule;
import dev.outloop.policy.PolicyRule.Subject;
import dev.outloop.policy.TimeWindow;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every property of a rule and of a limit is in its hash; one that is new and in no row below fails the test. */
class PolicyHashTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalTime EIGHT = LocalTime.of(8, 0);
    private static final LocalTime TEN = LocalTime.of(10, 0);

    private static PolicyRule.Builder rule() {
        return PolicyRule.builder("office", Decision.Kind.ALLOW);
    }

    private static String hash(PolicyRule.Builder rule) {
        return PolicyHash.ofRules(List.of(rule.build()));
    }

    private static ParameterCondition.Builder any() {
        return ParameterCondition.builder();
    }

    private static TimeWindow window(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {
        return TimeWindow.of(days, from, to, zone);
    }

    private static <B> void requireEachToCount(
            Class<B> builder,
            java.util.function.Function<UnaryOperator<B>, String> hash,
            Map<String, UnaryOperator<B>> rows) {
        Map<String, String> hashes = new LinkedHashMap<>();
        hashes.put(hash.apply(same -> same), "nothing");
        rows.forEach((row, change) ->
                assertThat(hashes.put(hash.apply(change), row)).as(row).isNull());
        Set<String> covered =
                rows.keySet().stream().map(row -> row.split(" ")[0]).collect(Collectors.toCollection(TreeSet::new));
        Set<String> declared = Arrays.stream(builder.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
                .map(method -> method.getName())
                .filter(name -> !name.equals("build"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(covered).isEqualTo(declared);
    }

    @Test
    void everyPropertyOfARuleCounts() {
        Map<String, UnaryOperator<PolicyRule.Builder>> rows = new LinkedHashMap<>();
        for (Subject subject : Subject.all()) {
            rows.put("named " + subject, b -> b.named(subject, "x"));
        }
        rows.put("named value", b -> b.named(Subject.ALIAS, "y"));
        rows.put("named more", b -> b.named(Subject.ALIAS, "x").named(Subject.ALIAS, "y"));
        rows.put("writes", b -> b.writes(true));
        rows.put("writes not", b -> b.writes(false));
        rows.put("parameter", b -> b.parameter("p", any().build()));
        rows.put("parameter name", b -> b.parameter("q", any().build()));
        rows.put("time", b -> b.time(window(Set.of(), EIGHT, TEN, BERLIN)));
        rows.put("time days", b -> b.time(window(Set.of(DayOfWeek.MONDAY), EIGHT, TEN, BERLIN)));
        rows.put("time from", b -> b.time(window(Set.of(), TEN, TEN, BERLIN)));
        rows.put("time to", b -> b.time(window(Set.of(), EIGHT, EIGHT, BERLIN)));
        rows.put("time zone", b -> b.time(window(Set.of(), EIGHT, TEN, ZoneId.of("UTC"))));
        rows.put("from", b -> b.from(Instant.EPOCH));
        rows.put("until", b -> b.until(Instant.EPOCH));
        rows.put("reason", b -> b.reason("why"));
        rows.put("limit", b -> b.limit("daily"));
        rows.put("approval times", b -> b.approval(ApprovalTerms.once().times(2, ApprovalTerms.DEFAULT_WITHIN)));
        rows.put("approval within", b -> b.approval(ApprovalTerms.once().times(1, Duration.ofMinutes(1))));
        rows.put("approval wait", b -> b.approval(ApprovalTerms.once().waiting(Duration.ofMinutes(1))));
        rows.put("approval first", b -> b.approval(ApprovalTerms.once().forFirstUse()));

        requireEachToCount(PolicyRule.Builder.class, change -> hash(change.apply(rule())), rows);
        assertThat(hash(rule()))
                .isNotEqualTo(hash(PolicyRule.builder("office", Decision.Kind.DENY)))
                .isNotEqualTo(hash(PolicyRule.builder("other", Decision.Kind.ALLOW)));
    }

    @Test
    void everyPropertyOfAConditionCounts() {
        requireEachToCount(
                ParameterCondition.Builder.class,
                change -> hash(rule().parameter("p", change.apply(any()).build())),
                Map.of(
                        "oneOf", b -> b.oneOf("x"),
                        "oneOf two", b -> b.oneOf("x").oneOf("y"),
                        "min", b -> b.min(BigDecimal.ONE),
                        "min other", b -> b.min(BigDecimal.TEN),
                        "max", b -> b.max(BigDecimal.ONE),
                        "pattern", b -> b.pattern("x"),
                        "maxChars", b -> b.maxChars(1)));
        assertThat(hash(rule().parameter("p", any().min(new BigDecimal("10.0")).build())))
                .isEqualTo(hash(rule().parameter("p", any().min(BigDecimal.TEN).build())));
    }

    @Test
    void everyPropertyOfALimitCounts() {
        Duration day = Duration.ofDays(1);
        List<LimitDefinition> limits = List.of(
                LimitDefinition.rate("x", Per.CALLER, 10, day, 10),
                LimitDefinition.rate("y", Per.CALLER, 10, day, 10),
                LimitDefinition.rate("x", Per.ACCESS, 10, day, 10),
                LimitDefinition.rate("x", Per.CALLER, 11, day, 10),
                LimitDefinition.rate("x", Per.CALLER, 10, day.plusDays(1), 10),
                LimitDefinition.rate("x", Per.CALLER, 10, day, 11),
                LimitDefinition.concurrency("x", Per.CALLER, 10),
                LimitDefinition.budget("x", Per.CALLER, Measure.CALLS, BigDecimal.TEN, day),
                LimitDefinition.budget("x", Per.CALLER, Measure.CALLS, BigDecimal.TEN, null),
                LimitDefinition.budget("x", Per.CALLER, Measure.BYTES, BigDecimal.TEN, day),
                LimitDefinition.budget("x", Per.CALLER, Measure.parameter("calls"), BigDecimal.TEN, day),
                LimitDefinition.budget("x", Per.CALLER, Measure.parameter("amount"), BigDecimal.TEN, day));

        assertThat(limits.stream().map(limit -> PolicyHash.ofLimits(List.of(limit))))
                .doesNotHaveDuplicates();
    }

    @Test
    void orderDoesNotCount() {
        PolicyRule a =
                rule().named(Subject.ALIAS, "x").named(Subject.ALIAS, "y").build();
        PolicyRule b = PolicyRule.builder("b", Decision.Kind.DENY)
                .limit("x")
                .limit("y")
                .build();
        PolicyRule c = PolicyRule.builder("b", Decision.Kind.DENY)
                .limit("y")
                .limit("x")
                .build();

        assertThat(PolicyHash.ofRules(List.of(a, b)))
                .isEqualTo(PolicyHash.ofRules(List.of(c, a)))
                .isNotEqualTo(PolicyHash.ofRules(List.of(a)));
    }

    @Test
    void aChangedPolicyChangesTheDefinitions() {
        Definitions none = Definitions.of(List.of(), List.of(), List.of(), Policy.empty());
        Definitions some =
                Definitions.of(List.of(), List.of(), List.of(), Policy.of(List.of(rule().build()), List.of()));

        assertThat(some.hash()).isNotEqualTo(none.hash());
        assertThat(some.rulesHash()).isNotEqualTo(none.rulesHash());
        assertThat(some.limitsHash()).isEqualTo(none.limitsHash());
        assertThat(some.rules()).isEqualTo(1);
    }
}

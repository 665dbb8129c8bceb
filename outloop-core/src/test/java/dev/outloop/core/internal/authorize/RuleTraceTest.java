package dev.outloop.core.internal.authorize;

import static dev.outloop.core.internal.authorize.Rules.allow;
import static dev.outloop.core.internal.authorize.Rules.ask;
import static dev.outloop.core.internal.authorize.Rules.deny;
import static dev.outloop.core.internal.authorize.Rules.none;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.policy.Decision;
import dev.outloop.policy.ParameterCondition;
import dev.outloop.policy.PolicyInput;
import dev.outloop.policy.PolicyRule;
import dev.outloop.policy.PolicyRule.Subject;
import dev.outloop.policy.TimeWindow;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RuleTraceTest {

    private static final PolicyInput PAY = Rules.request("POST", Map.of("amount", "500", "note", "canary-value"));

    /** What is said of a request that the access allows by itself, or does not. */
    private static List<String> trace(Decision others, PolicyInput input, PolicyRule.Builder... rules) {
        CompiledPolicy policy = Rules.policy(rules);
        Decision combined = Authorize.stronger(others, policy.decide(input));
        return new RuleTrace(policy, input)
                .steps(combined, others).stream()
                        .map(step -> step.stage() + " " + step.subject() + ": " + step.verdict())
                        .toList();
    }

    private static List<String> allowed(PolicyRule.Builder... rules) {
        return trace(Decision.allow("allowed actions"), PAY, rules);
    }

    private static List<String> silent(PolicyRule.Builder... rules) {
        return trace(Decision.none(), PAY, rules);
    }

    private static ParameterCondition from(int least) {
        return ParameterCondition.builder().min(BigDecimal.valueOf(least)).build();
    }

    @Test
    void saysWhichRuleDecidedAndWhatWouldBeWithoutIt() {
        assertThat(allowed(ask("big").named(Subject.ACTION, "items").parameter("amount", from(100))))
                .containsExactly(
                        "rules big: asks a person, because actions \"items\", and amount is at least 100",
                        "rules big: without it the request would be allowed by allowed actions");
        assertThat(silent(allow("a").writes(true), deny("z")))
                .containsExactly(
                        "rules z: denies every request",
                        "rules a: allows, because the action writes",
                        "rules z: without it the request would be allowed by a");
        assertThat(allowed(deny("z"), ask("y"))).contains("rules z: without it a person would be asked by y");
        assertThat(allowed(deny("y"), deny("z"))).contains("rules y: without it the request would be denied by z");
        assertThat(silent(allow("a"))).contains("rules a: without it nothing would allow the request");
    }

    @Test
    void saysOfRulesThatNearlyApplyWhatIsMissing() {
        TimeWindow office = TimeWindow.of(
                Set.of(DayOfWeek.SUNDAY, DayOfWeek.SATURDAY),
                LocalTime.of(8, 0),
                LocalTime.of(8, 1),
                ZoneId.of("Europe/Berlin"));
        TimeWindow all = TimeWindow.of(Set.of(), LocalTime.of(1, 0), LocalTime.of(1, 0), ZoneId.of("UTC"));
        assertThat(silent(allow("office").named(Subject.ALIAS, "crm").time(office)))
                .containsExactly("rules office: would allow if it is on sat, sun 08:00 to 08:01 Europe/Berlin");
        assertThat(RuleWords.hours(allow("x").time(all).time(office).build()))
                .isEqualTo("it is on any day UTC, or on sat, sun 08:00 to 08:01 Europe/Berlin");
        assertThat(allowed(deny("big").parameter("amount", from(501))))
                .containsExactly("rules big: would deny if amount is at least 501");
        assertThat(silent(
                        allow("past").until(Instant.EPOCH), ask("future").from(Instant.parse("2100-01-01T00:00:00Z"))))
                .containsExactly(
                        "rules future: would ask a person if it is 2100-01-01T00:00:00Z or later",
                        "rules past: would allow if it is before 1970-01-01T00:00:00Z");
        assertThat(silent(allow("reads").writes(false)))
                .containsExactly("rules reads: would allow if the action only reads");
    }

    @Test
    void keepsToRulesThatWouldChangeTheOutcomeForThisClient() {
        assertThat(silent(
                        deny("a").parameter("amount", from(501)),
                        none("b").limit("x").parameter("amount", from(501)),
                        allow("c").named(Subject.WORKSPACE, "globex"),
                        allow("d").named(Subject.TENANT, "globex-inc"),
                        allow("e")
                                .named(Subject.ALIAS, "x")
                                .named(Subject.ACTION, "y")
                                .writes(false)))
                .isEmpty();
        assertThat(allowed(allow("a").parameter("amount", from(501)))).isEmpty();
        assertThat(trace(Decision.deny("other", "no"), PAY, deny("a").parameter("amount", from(501))))
                .isEmpty();
        assertThat(allowed(
                        ask("a"),
                        deny("b").parameter("amount", from(501)),
                        allow("c").writes(false)))
                .containsExactly(
                        "rules a: asks a person every request",
                        "rules a: without it the request would be allowed by allowed actions",
                        "rules b: would deny if amount is at least 501");
    }

    @Test
    void saysWhereItCannotBeTold() {
        PolicyInput words = Rules.request("POST", Map.of("amount", "NaN"));
        assertThat(trace(Decision.allow("x"), words, deny("big").parameter("amount", from(1))))
                .startsWith("rules big: denies, because amount is at least 1 (cannot be told)");
        assertThat(trace(Decision.none(), words, allow("big").parameter("amount", from(1))))
                .containsExactly("rules big: would allow if amount is at least 1 (cannot be told)");
    }

    @Test
    void isBoundedAndTheSameInEveryOrder() {
        List<PolicyRule.Builder> rules = new ArrayList<>();
        for (int i = 10; i < 30; i++) {
            rules.add(deny("d" + i));
            rules.add(ask("a" + i).parameter("amount", from(i * 100)));
        }
        PolicyRule.Builder[] forth = rules.toArray(PolicyRule.Builder[]::new);
        java.util.Collections.reverse(rules);
        PolicyRule.Builder[] back = rules.toArray(PolicyRule.Builder[]::new);

        assertThat(allowed(forth)).isEqualTo(allowed(back)).hasSize(7).contains("rules more: 15 more rules apply");
        List<PolicyRule.Builder> near = new ArrayList<>(Arrays.asList(forth));
        near.removeIf(rule -> rule.build().effect() == Decision.Kind.DENY);
        assertThat(allowed(near.toArray(PolicyRule.Builder[]::new)))
                .hasSize(5)
                .startsWith("rules a10: would ask a person if amount is at least 1000");
    }

    @Test
    void namesConditionsButNoValueOfTheRequest() {
        ParameterCondition.Builder condition = ParameterCondition.builder();
        for (String value : List.of("d", "c", "b", "a", "x".repeat(50))) {
            condition.oneOf(value);
        }
        ParameterCondition all = condition
                .max(new BigDecimal("1E+100"))
                .pattern("[a-z]*")
                .maxChars(3)
                .build();
        List<String> said = silent(allow("a").parameter("note", all));

        assertThat(said)
                .containsExactly(
                        "rules a: would allow if note is \"a\" or \"b\" or \"c\" or one of 2 more and is at most"
                                + " 1E+100 and matches \"[a-z]*\" and has at most 3 characters");
        assertThat(said.toString()).doesNotContain("canary-value");
        assertThat(RuleWords.condition("note", ParameterCondition.equalTo("x".repeat(41))))
                .isEqualTo("note is \"" + "x".repeat(40) + "…\"");
        assertThat(RuleWords.condition("note", ParameterCondition.builder().build()))
                .isEqualTo("note is given");
        assertThat(silent(none("n").limit("x").named(Subject.ALIAS, "crm")))
                .startsWith("rules n: only counts, because aliases \"crm\"");
    }
}

package dev.outloop.core.internal.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.policy.Decision;
import dev.outloop.policy.ParameterCondition;
import dev.outloop.policy.Policy;
import dev.outloop.policy.PolicyInput;
import dev.outloop.policy.PolicyRule;
import dev.outloop.policy.PolicyRule.Subject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** How many rules a decision looks at; the time that it takes is a benchmark's business. */
class RuleIndexTest {

    private static final int MANY = Boolean.getBoolean("outloop.full") ? 100_000 : 20_000;
    private static final PolicyInput REQUEST = Rules.request("GET", Map.of("customer", "c7", "amount", "5"));

    private static CompiledPolicy policy(int count, IntFunction<PolicyRule.Builder> rule) {
        List<PolicyRule> rules = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rules.add(rule.apply(i).build());
        }
        return CompiledPolicy.of(Policy.of(rules, List.of()));
    }

    private static PolicyRule.Builder allow(int i) {
        return PolicyRule.builder("r" + i, Decision.Kind.ALLOW);
    }

    /** Rules of every shape, of which each kind has few that name what the request has. */
    private static PolicyRule.Builder mixed(int i) {
        PolicyRule.Builder rule = allow(i);
        String other = "x" + i;
        return switch (i % 8) {
            case 0 -> rule.named(Subject.WORKSPACE, i == 0 ? "acme" : other).named(Subject.ALIAS, "crm");
            case 1 -> rule.named(Subject.TENANT, i == 1 ? "acme-corp" : other);
            case 2 -> rule.named(Subject.METHOD, "GET").named(Subject.ACTION, i == 2 ? "items" : other);
            case 3 ->
                rule.named(Subject.WORKSPACE, other)
                        .named(Subject.WORKSPACE, "acme")
                        .named(Subject.ALIAS, other)
                        .named(Subject.ALIAS, other + "b")
                        .writes(false);
            case 4 -> rule.named(Subject.RUNTIME, "claude-code").named(Subject.WORKSPACE, other);
            case 5 ->
                rule.named(Subject.ACTION, "items")
                        .parameter("customer", ParameterCondition.equalTo(i == 5 ? "c7" : other));
            case 6 ->
                rule.parameter(
                        "customer",
                        ParameterCondition.builder()
                                .oneOf(other)
                                .oneOf(other + "b")
                                .build());
            default ->
                rule.named(Subject.SERVICE, "tables")
                        .named(Subject.WORKSPACE, i == 7 ? "acme" : other)
                        .parameter(
                                "amount",
                                ParameterCondition.builder().max(BigDecimal.TEN).build());
        };
    }

    @Test
    void looksAtAFewOfAnyNumberOfRules() {
        for (int count : new int[] {100, MANY}) {
            CompiledPolicy policy = policy(count, RuleIndexTest::mixed);
            assertThat(policy.examined(REQUEST)).as("%d rules", count).isBetween(4, 6);
            assertThat(policy.decide(REQUEST).rule()).isEqualTo("r0");
        }
    }

    @Test
    void looksAtNoRuleForValuesThatNoneNames() {
        CompiledPolicy policy = policy(MANY, i -> allow(i).named(Subject.WORKSPACE, "x" + i));

        assertThat(policy.examined(REQUEST)).isZero();
        assertThat(policy.decide(REQUEST)).isSameAs(Decision.none());
    }

    @Test
    void findsARuleWithMoreCombinationsThanPlacesByItsFewestValues() {
        CompiledPolicy policy = policy(50, i -> {
            PolicyRule.Builder rule = allow(i).named(Subject.ACTION, i == 3 ? "items" : "a" + i);
            for (int j = 0; j < 300; j++) {
                rule.named(Subject.WORKSPACE, j == 0 ? "acme" : "w" + j);
                rule.named(Subject.ALIAS, j == 0 ? "crm" : "b" + j);
            }
            return rule;
        });

        assertThat(policy.examined(REQUEST)).isEqualTo(1);
        assertThat(policy.decide(REQUEST).rule()).isEqualTo("r3");
    }

    @Test
    void aRuleThatNamesMoreThanEverythingElseIsFoundByOneSubject() {
        PolicyRule.Builder rule = allow(0);
        for (int j = 0; j < 1000; j++) {
            rule.named(Subject.WORKSPACE, j == 0 ? "acme" : "w" + j);
            rule.named(Subject.ACTION, j == 0 ? "items" : "a" + j);
        }
        RuleKey key = RuleKey.of(new CompiledRule(rule.build(), new Vocabulary()), vocabulary(rule));
        List<Long> places = new ArrayList<>();
        key.eachHash(new CompiledRule(rule.build(), vocabulary(rule)), places::add);

        assertThat(key.subjects()).hasSize(1);
        assertThat(places).hasSize(1000).doesNotHaveDuplicates();
        assertThat(Rules.decide(REQUEST, rule).rule()).isEqualTo("r0");
    }

    private static Vocabulary vocabulary(PolicyRule.Builder rule) {
        Vocabulary vocabulary = new Vocabulary();
        new CompiledRule(rule.build(), vocabulary);
        return vocabulary;
    }

    @Test
    void aParameterWithManyValuesIsAnIndexToo() {
        CompiledPolicy policy = policy(200, i -> {
            ParameterCondition.Builder condition = ParameterCondition.builder();
            for (int j = 0; j < 200; j++) {
                condition.oneOf(i == 9 && j == 0 ? "c7" : i + "-" + j);
            }
            return allow(i).named(Subject.ALIAS, "crm").parameter("customer", condition.build());
        });

        assertThat(policy.examined(REQUEST)).isEqualTo(1);
        assertThat(policy.decide(REQUEST).rule()).isEqualTo("r9");
    }

    @Test
    void rulesThatDifferInRangesAloneAreAllLookedAt() {
        CompiledPolicy policy = policy(
                500,
                i -> allow(i).named(Subject.ALIAS, "crm")
                        .parameter(
                                "amount",
                                ParameterCondition.builder()
                                        .min(BigDecimal.valueOf(i))
                                        .build()));

        assertThat(policy.examined(REQUEST)).isEqualTo(500);
        assertThat(policy.decide(REQUEST).rule()).isEqualTo("r0");
    }
}

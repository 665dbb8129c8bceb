package dev.outloop.core.internal.authorize;

import dev.outloop.policy.Decision;
import dev.outloop.policy.Policy;
import dev.outloop.policy.PolicyInput;
import dev.outloop.policy.PolicyRule;
import dev.outloop.spi.PolicyEvaluator;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The second stage for requests of which some parameters are not known: everything that it may say, whatever they are.
 *
 * <p>A rule with a condition on an unknown parameter is taken once as if no request met it and once as if every one did.
 * That may name a decision which no value leads to (where two conditions exclude each other), and never leaves one out. A
 * host's evaluator may look at everything, so where something is not known it may say anything. For one thread.
 */
public final class PartialAuthorize {

    /** What is judged here says itself when it was. */
    private static final Clock NEVER = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private static final int MOST_VARIANTS = 64;
    private static final List<Decision.Kind> EFFECTS =
            List.of(Decision.Kind.DENY, Decision.Kind.REQUIRE_APPROVAL, Decision.Kind.ALLOW);

    private final Policy policy;
    private final Authorize withoutHost;
    private final Authorize withHost;
    private final boolean hosted;
    private final Set<String> conditioned = new HashSet<>();
    private final Map<Set<String>, Variants> variants = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Set<String>, Variants> eldest) {
            return size() > MOST_VARIANTS;
        }
    };

    /** A stage with the built-in evaluators, the rules of the policy and, behind them, the host's. */
    public PartialAuthorize(Policy policy, List<PolicyEvaluator> hostEvaluators) {
        this.policy = policy;
        this.withoutHost = stage(List.of());
        this.withHost = stage(hostEvaluators);
        this.hosted = !hostEvaluators.isEmpty();
        policy.rules().forEach(rule -> conditioned.addAll(rule.parameters().keySet()));
    }

    /** The policy without rules of which it is not known whether they apply, and for each effect with those. */
    private record Variants(
            CompiledPolicy without, Map<Decision.Kind, CompiledPolicy> with, Map<String, Set<String>> conditions) {}

    /**
     * Judges a request.
     *
     * @param known what is known of it; parameters that are not known are not in it
     * @param unknown the parameters that it may have
     * @param hidden what else of it is not known, that only a host's evaluator looks at
     * @return at least one; the first is what holds if no rule that depends on something applies
     */
    public List<PossibleDecision> judge(PolicyInput known, Set<String> unknown, Set<String> hidden) {
        Set<String> open = new HashSet<>(unknown);
        open.retainAll(conditioned);
        Variants compiled = variants.computeIfAbsent(Set.copyOf(open), this::compile);
        boolean whole = unknown.isEmpty() && hidden.isEmpty();
        Authorize stage = whole ? withHost : withoutHost;
        List<PossibleDecision> possible = new ArrayList<>();
        Judgement base = stage.judge(known, compiled.without(), verdict -> {});
        possible.add(new PossibleDecision(base.decision(), base.limits(), Set.of()));
        compiled.with().forEach((effect, with) -> {
            Judgement judged = stage.judge(known, with, verdict -> {});
            if (judged.decision().kind() != base.decision().kind()) {
                Set<String> on =
                        compiled.conditions().getOrDefault(judged.decision().rule(), open);
                possible.add(new PossibleDecision(judged.decision(), judged.limits(), on));
            }
        });
        if (hosted && !whole) {
            addAnything(base, unknown, hidden, possible);
        }
        return possible;
    }

    private static Authorize stage(List<PolicyEvaluator> hostEvaluators) {
        return new Authorize(hostEvaluators, NoState.limits(), NoState.approvals(), NEVER);
    }

    private static void addAnything(
            Judgement base, Set<String> unknown, Set<String> hidden, List<PossibleDecision> possible) {
        Set<String> on = new HashSet<>(unknown);
        on.addAll(hidden);
        if (base.decision().kind() != Decision.Kind.DENY) {
            possible.add(new PossibleDecision(Decision.allow(""), base.limits(), on));
            possible.add(new PossibleDecision(Decision.requireApproval("", ""), base.limits(), on));
            possible.add(new PossibleDecision(Decision.deny("", ""), base.limits(), on));
        }
    }

    private Variants compile(Set<String> open) {
        List<PolicyRule> without = new ArrayList<>();
        Map<Decision.Kind, List<PolicyRule>> dependent = new LinkedHashMap<>();
        Map<String, Set<String>> conditions = new HashMap<>();
        for (PolicyRule rule : policy.rules()) {
            Set<String> on = new HashSet<>(rule.parameters().keySet());
            on.retainAll(open);
            if (on.isEmpty()) {
                without.add(rule);
            } else {
                conditions.put(rule.name(), on);
                dependent
                        .computeIfAbsent(rule.effect(), any -> new ArrayList<>())
                        .add(without(rule, on));
            }
        }
        Map<Decision.Kind, CompiledPolicy> with = new LinkedHashMap<>();
        for (Decision.Kind effect : EFFECTS) {
            if (dependent.containsKey(effect)) {
                List<PolicyRule> all = new ArrayList<>(without);
                all.addAll(dependent.get(effect));
                with.put(effect, compiled(all));
            }
        }
        return new Variants(compiled(without), with, conditions);
    }

    /** The rule without its conditions on these parameters. */
    private static PolicyRule without(PolicyRule rule, Set<String> parameters) {
        PolicyRule.Builder copy = PolicyRule.builder(rule.name(), rule.effect()).approval(rule.approval());
        for (PolicyRule.Subject subject : PolicyRule.Subject.all()) {
            rule.named(subject).forEach(value -> copy.named(subject, value));
        }
        rule.writes().ifPresent(copy::writes);
        rule.parameters().forEach((name, condition) -> {
            if (!parameters.contains(name)) {
                copy.parameter(name, condition);
            }
        });
        rule.times().forEach(copy::time);
        rule.from().ifPresent(copy::from);
        rule.until().ifPresent(copy::until);
        rule.reason().ifPresent(copy::reason);
        rule.limits().forEach(copy::limit);
        return copy.build();
    }

    private CompiledPolicy compiled(List<PolicyRule> rules) {
        return CompiledPolicy.of(Policy.of(rules, List.copyOf(policy.limits().values())));
    }
}

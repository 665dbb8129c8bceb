package dev.outloop.core.internal.authorize;

import dev.outloop.policy.Decision;
import dev.outloop.policy.LimitDefinition;
import dev.outloop.policy.Policy;
import dev.outloop.policy.PolicyInput;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** A policy as requests are judged by it: its rules behind indexes, its limits by name. Immutable. */
public final class CompiledPolicy {

    private final Policy policy;
    private final Vocabulary vocabulary = new Vocabulary();
    private final List<CompiledRule> rules;
    private final RuleIndex index;

    private CompiledPolicy(Policy policy) {
        this.policy = policy;
        this.rules = policy.rules().stream()
                .map(rule -> new CompiledRule(rule, vocabulary))
                .toList();
        this.index = new RuleIndex(rules, vocabulary);
    }

    /**
     * Compiles a policy.
     *
     * @throws IllegalArgumentException if a pattern in it is of another kind than definitions may have
     */
    public static CompiledPolicy of(Policy policy) {
        return new CompiledPolicy(policy);
    }

    /** The policy that it was compiled of. */
    public Policy policy() {
        return policy;
    }

    /**
     * What the rules say of a request: the strongest of those that apply, with the limits of all that do. Of several that
     * ask a person, what a yes is good for is what the {@link Strictest} of them grants.
     */
    public Decision decide(PolicyInput input) {
        Facts facts = facts(input);
        Applying applying = new Applying(facts);
        index.each(facts, applying);
        return applying.decision();
    }

    /** The limits of these names. */
    Collection<LimitDefinition> limits(Collection<String> names) {
        List<LimitDefinition> found = new ArrayList<>();
        for (String name : names) {
            LimitDefinition limit = policy.limits().get(name);
            if (limit == null) {
                throw new IllegalStateException("a limit that no policy defines");
            }
            found.add(limit);
        }
        return found;
    }

    Facts facts(PolicyInput input) {
        return new Facts(vocabulary, input);
    }

    List<CompiledRule> rules() {
        return rules;
    }

    /** How many rules are held against the request, whether they apply or not. */
    int examined(PolicyInput input) {
        int[] count = {0};
        index.each(facts(input), rule -> count[0]++);
        return count[0];
    }
}

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

    private CompiledPolicy(Policy policy) {
        this.policy = policy;
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

    /** What the rules say of a request, with the limits of all rules that apply to it. */
    Decision decide(PolicyInput input) {
        return Decision.none();
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
}

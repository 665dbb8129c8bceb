package dev.outloop.core.internal.authorize;

import dev.outloop.policy.ApprovalTerms;
import dev.outloop.policy.Decision;
import dev.outloop.policy.PolicyRule;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The rules that apply to one request, while they are found. One thread. */
final class Applying implements Consumer<CompiledRule> {

    private final Facts facts;
    private @Nullable CompiledRule strongest;
    private @Nullable ApprovalTerms terms;
    private Set<String> limits = Set.of();

    Applying(Facts facts) {
        this.facts = facts;
    }

    @Override
    public void accept(CompiledRule candidate) {
        if (!candidate.appliesTo(facts)) {
            return;
        }
        addLimits(candidate.rule().limits());
        if (candidate.rule().effect() == Decision.Kind.REQUIRE_APPROVAL) {
            ApprovalTerms more = candidate.rule().approval();
            terms = terms == null ? more : Strictest.of(terms, more);
        }
        if (strongest == null || isStronger(candidate.rule(), strongest.rule())) {
            strongest = candidate;
        }
    }

    /** What they say together. */
    Decision decision() {
        if (strongest == null) {
            return Decision.none();
        }
        Decision own = strongest.decision();
        boolean asks = own.kind() == Decision.Kind.REQUIRE_APPROVAL && terms != null;
        if (limits.size() == own.limits().size() && !(asks && !own.approval().equals(terms))) {
            return own; // The limits are all of its own, since they are among them.
        }
        Decision combined = asks && terms != null ? Decision.requireApproval(own.rule(), own.message(), terms) : own;
        return combined.charging(limits);
    }

    /** Whether it decides before the other: by effect; of equals one that asks for each request, then the first by name. */
    static boolean isStronger(PolicyRule rule, PolicyRule other) {
        if (rule.effect() != other.effect()) {
            return rule.effect().compareTo(other.effect()) < 0;
        }
        boolean asks = rule.effect() == Decision.Kind.REQUIRE_APPROVAL;
        if (asks && rule.approval().firstUse() != other.approval().firstUse()) {
            return other.approval().firstUse();
        }
        return rule.name().compareTo(other.name()) < 0;
    }

    private void addLimits(Set<String> more) {
        if (limits.isEmpty()) {
            limits = more;
        } else if (!limits.containsAll(more)) {
            limits = new TreeSet<>(limits);
            limits.addAll(more);
        }
    }
}

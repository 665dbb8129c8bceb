package dev.outloop.core.internal.authorize;

import dev.outloop.core.internal.authorize.Clauses.Clause;
import dev.outloop.policy.Decision;
import dev.outloop.policy.Explanation.Step;
import dev.outloop.policy.PolicyInput;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which rules apply to a request, and which others nearly do, so that a person sees what would change the outcome. It
 * reads every rule, which a decision does not, and says the same for the same request; at most {@value #MOST} of each.
 */
final class RuleTrace {

    static final int MOST = 5;

    /** A rule that lacks more than this is not near. */
    private static final int MOST_UNMET = 2;

    private static final String STAGE = "rules";

    private record Near(CompiledRule rule, List<Clause> unmet) {

        long ofSubject() {
            return unmet.stream().filter(Clause::ofSubject).count();
        }
    }

    private static final Comparator<CompiledRule> STRONGEST_FIRST =
            (one, other) -> one == other ? 0 : Applying.isStronger(one.rule(), other.rule()) ? -1 : 1;

    private static final Comparator<Near> NEAREST_FIRST = Comparator.comparingLong(Near::ofSubject)
            .thenComparingInt(near -> near.unmet().size())
            .thenComparing(Near::rule, STRONGEST_FIRST);

    private final CompiledPolicy policy;
    private final Facts facts;

    RuleTrace(CompiledPolicy policy, PolicyInput input) {
        this.policy = policy;
        this.facts = policy.facts(input);
    }

    /**
     * The steps.
     *
     * @param combined what all evaluators together say
     * @param without what all evaluators would say together if no rule of the policy was there
     */
    List<Step> steps(Decision combined, Decision without) {
        List<CompiledRule> applying = policy.rules().stream()
                .filter(rule -> rule.appliesTo(facts))
                .sorted(STRONGEST_FIRST)
                .toList();
        List<Step> steps = new ArrayList<>();
        applying.stream().limit(MOST).forEach(rule -> steps.add(applies(rule)));
        if (applying.size() > MOST) {
            steps.add(new Step(STAGE, "more", (applying.size() - MOST) + " more rules apply"));
        }
        if (!applying.isEmpty() && applying.get(0).rule().name().equals(combined.rule())) {
            steps.add(new Step(STAGE, combined.rule(), without(applying, without)));
        }
        near(combined.kind()).stream().limit(MOST).forEach(near -> steps.add(nearly(near)));
        return steps;
    }

    private Step applies(CompiledRule rule) {
        String because = new Clauses(rule, facts).because();
        return new Step(
                STAGE,
                rule.rule().name(),
                RuleWords.says(rule.rule().effect()) + (because.isEmpty() ? " every request" : ", because " + because));
    }

    /** What would be said if the rule that decided was not there. */
    private static String without(List<CompiledRule> applying, Decision others) {
        Decision next =
                Authorize.stronger(others, applying.size() > 1 ? applying.get(1).decision() : Decision.none());
        String outcome = switch (next.kind()) {
            case DENY -> "the request would be denied";
            case REQUIRE_APPROVAL -> "a person would be asked";
            case ALLOW -> "the request would be allowed";
            case NONE -> "nothing would allow the request";
        };
        return "without it " + outcome + (next.rule().isEmpty() ? "" : " by " + next.rule());
    }

    /** Rules that would change the outcome if one or two things were different, of the same workspace and tenant. */
    private List<Near> near(Decision.Kind combined) {
        return policy.rules().stream()
                .filter(rule -> changes(rule.rule().effect(), combined))
                .filter(rule -> rule.isOpenTo(Vocabulary.WORKSPACE, facts)
                        && rule.isOpenTo(Vocabulary.TENANT, facts)
                        && unmetSubjects(rule) <= MOST_UNMET
                        && !rule.appliesTo(facts))
                .map(rule -> new Near(rule, new Clauses(rule, facts).unmet()))
                .filter(near -> near.unmet().size() <= MOST_UNMET)
                .sorted(NEAREST_FIRST)
                .toList();
    }

    /** Where nothing allows the request, one more rule that denies it changes nothing. */
    private static boolean changes(Decision.Kind effect, Decision.Kind combined) {
        return combined == Decision.Kind.NONE
                ? effect == Decision.Kind.ALLOW || effect == Decision.Kind.REQUIRE_APPROVAL
                : effect.compareTo(combined) < 0;
    }

    private int unmetSubjects(CompiledRule rule) {
        int unmet = 0;
        for (int subject = 0; subject < Vocabulary.SIZE; subject++) {
            unmet += rule.isOpenTo(subject, facts) ? 0 : 1;
        }
        return unmet;
    }

    private static Step nearly(Near near) {
        String unmet = near.unmet().stream()
                .map(clause -> clause.words() + (clause.holds() == Truth.UNDECIDED ? " (cannot be told)" : ""))
                .collect(Collectors.joining(", and "));
        return new Step(
                STAGE,
                near.rule().rule().name(),
                RuleWords.wouldSay(near.rule().rule().effect()) + " if " + unmet);
    }
}

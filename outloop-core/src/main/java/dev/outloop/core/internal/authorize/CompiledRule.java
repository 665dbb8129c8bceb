package dev.outloop.core.internal.authorize;

import dev.outloop.policy.Decision;
import dev.outloop.policy.PolicyRule;
import dev.outloop.policy.TimeWindow;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/** A rule as requests are held against it. Immutable. */
final class CompiledRule {

    private static final String DENIES = "A rule forbids this request; ask the person who grants access.";
    private static final String ASKS = "A rule wants a person to look at this request first.";

    private final PolicyRule rule;
    private final int[][] named = new int[Vocabulary.SIZE][];
    private final List<CompiledCondition> conditions;
    private final Decision decision;

    /**
     * Compiles a rule.
     *
     * @throws IllegalArgumentException if one of its patterns is of another kind than definitions may have
     */
    CompiledRule(PolicyRule rule, Vocabulary vocabulary) {
        this.rule = rule;
        for (int subject = 0; subject < named.length; subject++) {
            named[subject] = vocabulary.learn(rule, subject);
        }
        this.conditions = new TreeMap<>(rule.parameters())
                .entrySet().stream()
                        .map(entry -> new CompiledCondition(entry.getKey(), entry.getValue()))
                        .toList();
        this.decision = decision(rule).charging(rule.limits());
    }

    PolicyRule rule() {
        return rule;
    }

    /** What it says of a request that it applies to. */
    Decision decision() {
        return decision;
    }

    List<CompiledCondition> conditions() {
        return conditions;
    }

    /** The numbers of what it names of a subject; empty if that may be anything. */
    int[] named(int subject) {
        return named[subject];
    }

    /** Whether a request may have this for the subject. */
    boolean isOpenTo(int subject, Facts facts) {
        return named[subject].length == 0 || Vocabulary.has(named[subject], facts.number(subject));
    }

    /**
     * Whether it applies. Where that cannot be told, a rule that allows does not, and each other one does: it can only
     * take from what a request may do.
     */
    boolean appliesTo(Facts facts) {
        if (!isOpenTo(facts) || !hasBegun(facts.time()) || hasEnded(facts.time())) {
            return false;
        }
        Truth holds = conditionsHold(facts);
        boolean applies = holds == Truth.YES || (holds == Truth.UNDECIDED && rule.effect() != Decision.Kind.ALLOW);
        return applies && isInHours(facts.time());
    }

    boolean hasBegun(Instant time) {
        return rule.from().isEmpty() || !time.isBefore(rule.from().get());
    }

    boolean hasEnded(Instant time) {
        return rule.until().isPresent() && !time.isBefore(rule.until().get());
    }

    boolean isInHours(Instant time) {
        List<TimeWindow> windows = rule.times();
        for (int i = 0; i < windows.size(); i++) {
            if (windows.get(i).contains(time)) {
                return true;
            }
        }
        return windows.isEmpty();
    }

    private boolean isOpenTo(Facts facts) {
        for (int subject = 0; subject < named.length; subject++) {
            if (!isOpenTo(subject, facts)) {
                return false;
            }
        }
        return true;
    }

    private Truth conditionsHold(Facts facts) {
        Truth all = Truth.YES;
        for (int i = 0; i < conditions.size() && all != Truth.NO; i++) {
            CompiledCondition condition = conditions.get(i);
            all = all.and(condition.holds(facts.parameter(condition.parameter())));
        }
        return all;
    }

    private static Decision decision(PolicyRule rule) {
        return switch (rule.effect()) {
            case DENY -> Decision.deny(rule.name(), rule.reason().orElse(DENIES));
            case REQUIRE_APPROVAL ->
                Decision.requireApproval(rule.name(), rule.reason().orElse(ASKS), rule.approval());
            case ALLOW -> Decision.allow(rule.name());
            case NONE -> Decision.none();
        };
    }

    @Override
    public String toString() {
        return rule.toString();
    }
}

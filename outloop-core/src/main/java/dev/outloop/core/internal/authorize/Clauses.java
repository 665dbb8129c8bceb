package dev.outloop.core.internal.authorize;

import dev.outloop.policy.PolicyRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Everything that a rule names, one by one, and whether it holds of a request. */
final class Clauses {

    /**
     * One thing that a rule names.
     *
     * @param words what has to hold
     * @param holds whether it does
     * @param ofSubject whether it is about who asks for what, and not about values or time
     */
    record Clause(String words, Truth holds, boolean ofSubject) {}

    private final List<Clause> all = new ArrayList<>();

    Clauses(CompiledRule compiled, Facts facts) {
        PolicyRule rule = compiled.rule();
        for (int subject = 0; subject < Vocabulary.SIZE; subject++) {
            if (compiled.named(subject).length > 0) {
                add(RuleWords.named(rule, subject), Truth.of(compiled.isOpenTo(subject, facts)), true);
            }
        }
        for (CompiledCondition condition : compiled.conditions()) {
            add(
                    RuleWords.condition(condition.parameter(), condition.condition()),
                    condition.holds(facts.parameter(condition.parameter())),
                    false);
        }
        if (!rule.times().isEmpty()) {
            add(RuleWords.hours(rule), Truth.of(compiled.isInHours(facts.time())), false);
        }
        rule.from()
                .ifPresent(
                        from -> add("it is " + from + " or later", Truth.of(compiled.hasBegun(facts.time())), false));
        rule.until().ifPresent(end -> add("it is before " + end, Truth.of(!compiled.hasEnded(facts.time())), false));
    }

    List<Clause> unmet() {
        return all.stream().filter(clause -> clause.holds() != Truth.YES).toList();
    }

    /** Why the rule applies: what it names, with a word where that cannot be told. */
    String because() {
        return all.stream()
                .map(clause -> clause.words() + (clause.holds() == Truth.UNDECIDED ? " (cannot be told)" : ""))
                .collect(Collectors.joining(", and "));
    }

    private void add(String words, Truth holds, boolean ofSubject) {
        all.add(new Clause(words, holds, ofSubject));
    }
}

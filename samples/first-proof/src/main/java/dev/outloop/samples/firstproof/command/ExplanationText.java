package dev.outloop.samples.firstproof.command;

import dev.outloop.core.PolicyVerdict;
import dev.outloop.policy.Explanation;
import java.util.List;
import java.util.TreeSet;

/** Why a request would be decided as it would, for people: one line for each thing that was looked at. */
final class ExplanationText {

    private ExplanationText() {}

    /** Every step, in order. */
    static List<String> steps(PolicyVerdict verdict) {
        return verdict.explanation().steps().stream().map(ExplanationText::line).toList();
    }

    /** The rule that decided and the limits that would be charged, as far as there are any. */
    static List<String> summary(PolicyVerdict verdict) {
        return List.of(
                "decided by: " + verdict.rule().orElse("no rule"),
                "charged: "
                        + (verdict.limits().isEmpty()
                                ? "no limit"
                                : String.join(", ", new TreeSet<>(verdict.limits()))));
    }

    private static String line(Explanation.Step step) {
        return VisibleText.of(step.stage() + "  " + step.subject() + ": " + step.verdict());
    }
}

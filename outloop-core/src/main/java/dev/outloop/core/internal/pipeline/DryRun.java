package dev.outloop.core.internal.pipeline;

import dev.outloop.action.ActionRequest;
import dev.outloop.core.internal.admit.Admit;
import dev.outloop.core.internal.admit.AdmittedAction;
import dev.outloop.core.internal.admit.Binding;
import dev.outloop.core.internal.admit.CallScope;
import dev.outloop.core.internal.admit.Origins;
import dev.outloop.core.internal.admit.Refused;
import dev.outloop.core.internal.authorize.Authorize;
import dev.outloop.core.internal.authorize.Judgement;
import dev.outloop.error.ErrorCode;
import dev.outloop.policy.Decision;
import dev.outloop.policy.Explanation;
import dev.outloop.policy.Explanation.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The two stages that have no effect, run over one request, and everything that they said. Immutable. */
public final class DryRun {

    private final Explanation explanation;
    private final @Nullable Judgement judgement;
    private final @Nullable Refused refusal;

    private DryRun(List<Step> steps, @Nullable Judgement judgement, @Nullable Refused refusal) {
        this.explanation =
                refusal == null ? Explanation.allowed(steps) : Explanation.refused(steps, refusal.trueCause());
        this.judgement = judgement;
        this.refusal = refusal;
    }

    static DryRun of(Admit admit, Origins origins, Authorize authorize, Rulebook rulebook, ActionRequest request) {
        List<Step> steps = new ArrayList<>();
        Judgement judged = null;
        AtomicReference<Binding> binding = new AtomicReference<>();
        try {
            AdmittedAction admitted = admit.admit(request, new CallScope("explain"), rulebook.snapshot(), found -> {
                binding.set(found.binding());
                found.action().ifPresent(action -> steps.add(new Step("admit", "action", action.toString())));
            });
            steps.add(new Step("admit", "request", "admitted"));
            judged = authorize.judge(
                    admitted,
                    rulebook.policy(),
                    verdict -> steps.add(new Step(
                            "authorize", verdict.evaluator(), verdict.decision().toString())));
            steps.addAll(authorize.trace(admitted, rulebook.policy()));
            authorize.requireAttempt(admitted, judged);
            return new DryRun(steps, judged, null);
        } catch (Refused refused) {
            if (refused.code().equals(ErrorCode.ORIGIN_UNCONFIRMED)) {
                origins.unconfirmed(Objects.requireNonNull(binding.get()))
                        .forEach(origin -> steps.add(new Step("admit", "origin", origin.toString())));
            }
            steps.add(new Step("result", refused.trueCause().name(), refused.sentence()));
            return new DryRun(steps, judged, refused);
        }
    }

    /** Everything that was looked at. */
    public Explanation explanation() {
        return explanation;
    }

    /** What all evaluators together say; empty if the request was not admitted. */
    public Optional<Decision> decision() {
        return Optional.ofNullable(judgement).map(Judgement::decision);
    }

    /** What the request would be counted by if it were attempted. */
    public Set<String> limits() {
        return judgement == null ? Set.of() : Set.copyOf(judgement.limits());
    }

    /** Why it would be refused or wait; empty if it would be attempted. */
    public Optional<Refused> refusal() {
        return Optional.ofNullable(refusal);
    }
}

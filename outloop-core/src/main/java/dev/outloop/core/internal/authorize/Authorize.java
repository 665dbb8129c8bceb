package dev.outloop.core.internal.authorize;

import static dev.outloop.core.internal.authorize.BuiltInEvaluators.named;

import dev.outloop.action.Effect;
import dev.outloop.core.internal.admit.AdmittedAction;
import dev.outloop.core.internal.admit.Refused;
import dev.outloop.error.ErrorCode;
import dev.outloop.policy.ApprovalTerms;
import dev.outloop.policy.Decision;
import dev.outloop.policy.Explanation.Step;
import dev.outloop.policy.LimitDefinition;
import dev.outloop.policy.Policy;
import dev.outloop.policy.PolicyInput;
import dev.outloop.spi.PolicyEvaluator;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** The second stage: every evaluator is asked, and Deny &gt; RequireApproval &gt; Allow &gt; none = Deny. */
public final class Authorize {

    private static final String ENGINE = "engine";

    private final List<PolicyEvaluator> evaluators;
    private final LimitGate limits;
    private final ApprovalGate approvals;
    private final Clock clock;

    /** A stage with the built-in evaluators, the rules of the policy and, behind them, the host's. */
    public Authorize(List<PolicyEvaluator> hostEvaluators, LimitGate limits, ApprovalGate approvals, Clock clock) {
        this.evaluators = List.copyOf(hostEvaluators);
        this.limits = limits;
        this.approvals = approvals;
        this.clock = clock;
    }

    /**
     * Authorizes an admitted action: judges it, takes what it needs of limits and uses an approval where one is needed.
     *
     * @throws Refused with the code of the denial; nothing is then taken
     * @throws ApprovalNeeded if a person has to approve; nothing is then taken
     */
    public AuthorizedAction authorize(AdmittedAction admitted, CompiledPolicy policy) throws Refused, ApprovalNeeded {
        Judgement judged = judge(admitted, policy, verdict -> {});
        Decision decision = judged.decision();
        requireAllowed(decision);
        Collection<LimitDefinition> charged = policy.limits(judged.limits());
        Reserved reserved = charged.isEmpty() ? Reserved.NOTHING : limits.reserve(admitted, charged, judged);
        if (decision.kind() == Decision.Kind.ALLOW) {
            return new AuthorizedAction(admitted, decision, reserved, null);
        }
        boolean approved = false;
        try {
            String approval =
                    approvals.claim(admitted, decision).orElseThrow(() -> new ApprovalNeeded(admitted, decision));
            approved = true;
            return new AuthorizedAction(admitted, decision, reserved, approval);
        } finally {
            if (!approved) {
                reserved.settle(Effect.NONE, 0);
            }
        }
    }

    /**
     * Judges an admitted action, and takes nothing.
     *
     * @param verdicts is told each evaluator's decision, for explanations
     */
    public Judgement judge(AdmittedAction admitted, CompiledPolicy policy, Consumer<Verdict> verdicts) {
        return judge(admitted, policy, clock.instant(), verdicts);
    }

    /**
     * Says what {@link #authorize} would, limits aside.
     *
     * @throws Refused as {@link #authorize}, but for limits; with APPROVAL_REQUIRED wherever a person has to approve
     */
    public void requireAttempt(AdmittedAction admitted, Judgement judged) throws Refused {
        requireAllowed(judged.decision());
        if (judged.decision().kind() == Decision.Kind.REQUIRE_APPROVAL) {
            throw Refused.of(ErrorCode.APPROVAL_REQUIRED, approvals.look(admitted, judged.decision()));
        }
    }

    /** Whether a policy would have let an attempt go ahead at a time, with the approval that it has, if any. */
    public boolean allows(AuthorizedAction attempt, CompiledPolicy policy, Instant time) {
        Decision decision =
                judge(attempt.admitted(), policy, time, verdict -> {}).decision();
        return decision.kind() == Decision.Kind.ALLOW
                || (decision.kind() == Decision.Kind.REQUIRE_APPROVAL
                        && attempt.approval().isPresent());
    }

    /**
     * Which rules decide about an admitted action, what would change that, and what it would be counted by. Takes nothing.
     */
    public List<Step> trace(AdmittedAction admitted, CompiledPolicy policy) {
        Instant time = clock.instant();
        Judgement judged = judge(admitted, policy, time, verdict -> {});
        Decision without = judge(admitted, CompiledPolicy.of(Policy.empty()), time, verdict -> {})
                .decision();
        List<Step> steps =
                new ArrayList<>(new RuleTrace(policy, input(admitted, time)).steps(judged.decision(), without));
        if (judged.decision().kind() != Decision.Kind.NONE && judged.decision().kind() != Decision.Kind.DENY) {
            Set<String> known = new TreeSet<>(judged.limits());
            known.retainAll(policy.policy().limits().keySet());
            Collection<LimitDefinition> charged = policy.limits(known);
            charged.forEach(limit -> steps.add(new Step("limits", limit.name(), limit.toString())));
            if (!charged.isEmpty()) {
                limits.look(admitted, charged).forEach(left -> steps.add(new Step("limits", "left", left)));
            }
        }
        return steps;
    }

    /** A request with others inside it is allowed only where each of them is. */
    private Judgement judge(AdmittedAction admitted, CompiledPolicy policy, Instant time, Consumer<Verdict> verdicts) {
        Judgement whole = judge(input(admitted, time), policy, verdicts);
        if (admitted.parts().isEmpty()) {
            return whole;
        }
        Decision combined = spoken(whole.decision());
        List<Set<String>> ofParts = new ArrayList<>();
        for (AdmittedAction part : admitted.parts()) {
            Judgement judged = judge(input(part, time), policy, verdicts);
            whole.limits().addAll(judged.limits());
            ofParts.add(judged.limits());
            combined = stronger(combined, spoken(judged.decision()));
        }
        return new Judgement(combined, whole.limits(), ofParts);
    }

    /** Of a batch and of each request in it, silence is no consent, whatever is said of the others. */
    private static Decision spoken(Decision decision) {
        return decision.kind() != Decision.Kind.NONE
                ? decision
                : Decision.deny(
                        ENGINE,
                        ErrorCode.POLICY_SILENT,
                        "No policy allows this batch or a request of it; ask the person who grants access.");
    }

    Judgement judge(PolicyInput input, CompiledPolicy policy, Consumer<Verdict> verdicts) {
        Set<String> charged = new TreeSet<>(input.access().limits());
        Decision combined = Decision.none();
        for (PolicyEvaluator evaluator : BuiltInEvaluators.all()) {
            combined = stronger(combined, hear(evaluator, input, charged, verdicts));
        }
        combined = stronger(combined, hear(named("rules", policy::decide), input, charged, verdicts));
        for (PolicyEvaluator evaluator : evaluators) {
            combined = stronger(combined, hear(evaluator, input, charged, verdicts));
        }
        return new Judgement(combined, charged, List.of());
    }

    private static Decision hear(
            PolicyEvaluator evaluator, PolicyInput input, Set<String> charged, Consumer<Verdict> verdicts) {
        Decision decision = ask(evaluator, input);
        charged.addAll(decision.limits());
        verdicts.accept(new Verdict(evaluator.name(), decision));
        return decision;
    }

    static void requireAllowed(Decision combined) throws Refused {
        if (combined.kind() == Decision.Kind.NONE) {
            throw Refused.of(
                    ErrorCode.POLICY_SILENT, "No policy allows this request; ask the person who grants access.");
        }
        if (combined.kind() == Decision.Kind.DENY) {
            throw Refused.of(combined.code().orElse(ErrorCode.POLICY_DENIED), combined.message());
        }
    }

    /**
     * The kinds are declared from the strongest to the weakest. Of equals the first one stays; where both want a person,
     * a yes is good for what the stricter one grants.
     */
    static Decision stronger(Decision one, Decision other) {
        if (one.kind() != Decision.Kind.REQUIRE_APPROVAL || other.kind() != one.kind()) {
            return other.kind().compareTo(one.kind()) < 0 ? other : one;
        }
        Decision named = one.approval().firstUse() && !other.approval().firstUse() ? other : one;
        ApprovalTerms strictest = Strictest.of(one.approval(), other.approval());
        return strictest.equals(named.approval())
                ? named
                : Decision.requireApproval(named.rule(), named.message(), strictest)
                        .charging(named.limits());
    }

    /** An evaluator that throws, or breaks its contract by returning null, denies. */
    @SuppressWarnings("ConstantValue")
    private static Decision ask(PolicyEvaluator evaluator, PolicyInput input) {
        try {
            Decision decision = evaluator.evaluate(input);
            if (decision != null) {
                return decision;
            }
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            // What it says may quote the request, so it goes nowhere; the code says that the evaluator failed.
        }
        return Decision.deny(
                ENGINE,
                ErrorCode.POLICY_DENIED,
                "A policy could not judge this request; tell the person who grants access.");
    }

    private static PolicyInput input(AdmittedAction admitted, Instant time) {
        byte[] body = admitted.request().body();
        return PolicyInput.builder()
                .caller(admitted.binding().workspace(), admitted.runtime())
                .access(admitted.binding().access())
                .action(admitted.binding().service(), admitted.action())
                .parameters(admitted.parameters())
                .pins(admitted.binding().pins())
                .bodyBytes(body == null ? 0 : body.length)
                .time(time)
                .build();
    }
}

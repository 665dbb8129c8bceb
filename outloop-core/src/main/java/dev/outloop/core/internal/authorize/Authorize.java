package dev.outloop.core.internal.authorize;

import dev.outloop.core.internal.admit.AdmittedAction;
import dev.outloop.core.internal.admit.Refused;
import dev.outloop.error.ErrorCode;
import dev.outloop.policy.Decision;
import dev.outloop.policy.PolicyInput;
import dev.outloop.spi.PolicyEvaluator;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The second stage: every evaluator is asked, and Deny &gt; RequireApproval &gt; Allow &gt; none = Deny. */
public final class Authorize {

    private static final String ENGINE = "engine";

    private final List<PolicyEvaluator> evaluators;
    private final Clock clock;

    /** A stage with the built-in evaluators and, behind them, the host's. */
    public Authorize(List<PolicyEvaluator> hostEvaluators, Clock clock) {
        List<PolicyEvaluator> all = new ArrayList<>(BuiltInEvaluators.all());
        all.addAll(hostEvaluators);
        this.evaluators = List.copyOf(all);
        this.clock = clock;
    }

    /**
     * Authorizes an admitted action.
     *
     * @param verdicts is told each evaluator's decision, for explanations
     * @throws Refused with the code of the denial, or with {@link ErrorCode#APPROVAL_REQUIRED} where a person has to
     *     approve
     */
    public AuthorizedAction authorize(AdmittedAction admitted, Consumer<Verdict> verdicts) throws Refused {
        PolicyInput input = input(admitted);
        Decision combined = Decision.none();
        for (PolicyEvaluator evaluator : evaluators) {
            Decision decision = ask(evaluator, input);
            verdicts.accept(new Verdict(evaluator.name(), decision));
            combined = stronger(combined, decision);
        }
        requireAllowed(combined);
        return new AuthorizedAction(admitted, combined);
    }

    static void requireAllowed(Decision combined) throws Refused {
        if (combined.kind() == Decision.Kind.NONE) {
            throw Refused.of(
                    ErrorCode.POLICY_SILENT, "No policy allows this request; ask the person who grants access.");
        }
        if (combined.kind() != Decision.Kind.ALLOW) {
            throw Refused.of(combined.code().orElse(ErrorCode.POLICY_DENIED), combined.message());
        }
    }

    /** The kinds are declared from the strongest to the weakest. Of equals the first one stays. */
    static Decision stronger(Decision one, Decision other) {
        return other.kind().compareTo(one.kind()) < 0 ? other : one;
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

    private PolicyInput input(AdmittedAction admitted) {
        byte[] body = admitted.request().body();
        return PolicyInput.builder()
                .caller(admitted.binding().workspace(), admitted.runtime())
                .access(admitted.binding().access())
                .action(admitted.binding().service(), admitted.action())
                .parameters(admitted.parameters())
                .pins(admitted.binding().pins())
                .bodyBytes(body == null ? 0 : body.length)
                .time(clock.instant())
                .build();
    }
}

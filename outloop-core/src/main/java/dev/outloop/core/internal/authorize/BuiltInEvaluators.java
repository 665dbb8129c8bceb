package dev.outloop.core.internal.authorize;

import dev.outloop.error.ErrorCode;
import dev.outloop.policy.Decision;
import dev.outloop.policy.PolicyInput;
import dev.outloop.spi.PolicyEvaluator;
import java.util.List;

/** What every access says by itself: runtime, actions, expiry, read-only. They deny, or have no opinion but the one. */
public final class BuiltInEvaluators {

    private static final List<PolicyEvaluator> ALL = List.of(
            named("runtime", BuiltInEvaluators::runtime),
            named("allowed actions", BuiltInEvaluators::allowedActions),
            named("expiry", BuiltInEvaluators::expiry),
            named("read-only", BuiltInEvaluators::readOnly));

    private BuiltInEvaluators() {}

    /** The four, in the order in which their answers are explained. */
    public static List<PolicyEvaluator> all() {
        return ALL;
    }

    static Decision runtime(PolicyInput input) {
        return allowsRuntime(input)
                ? Decision.none()
                : Decision.deny(
                        "runtime",
                        ErrorCode.RUNTIME_NOT_ALLOWED,
                        "This alias is not approved for the agent runtime; ask the person who granted it.");
    }

    static Decision allowedActions(PolicyInput input) {
        if (allowsAction(input)) {
            return input.access().ruleRequired() ? Decision.none() : Decision.allow("allowed actions");
        }
        return Decision.deny(
                "allowed actions",
                ErrorCode.ACTION_NOT_APPROVED,
                "No approved action of this alias fits; list the actions to see what may be asked for.");
    }

    static Decision expiry(PolicyInput input) {
        return isExpired(input)
                ? Decision.deny(
                        "expiry",
                        ErrorCode.ACCESS_EXPIRED,
                        "The access under this alias has expired; ask the person who granted it.")
                : Decision.none();
    }

    static Decision readOnly(PolicyInput input) {
        return isForbiddenWrite(input)
                ? Decision.deny(
                        "read-only",
                        ErrorCode.READ_ONLY,
                        "This alias is for reading only, and the action changes something.")
                : Decision.none();
    }

    static boolean allowsRuntime(PolicyInput input) {
        return input.access().runtimes().isEmpty()
                || input.access().runtimes().contains(input.runtime().name());
    }

    static boolean allowsAction(PolicyInput input) {
        return input.access().approves(input.action());
    }

    static boolean isExpired(PolicyInput input) {
        return input.access()
                .expiresAt()
                .filter(end -> !input.time().isBefore(end))
                .isPresent();
    }

    static boolean isForbiddenWrite(PolicyInput input) {
        return input.access().readOnly() && !input.action().readOnly();
    }

    static PolicyEvaluator named(String name, PolicyEvaluator evaluator) {
        return new PolicyEvaluator() {
            @Override
            public Decision evaluate(PolicyInput input) {
                return evaluator.evaluate(input);
            }

            @Override
            public String name() {
                return name;
            }
        };
    }
}

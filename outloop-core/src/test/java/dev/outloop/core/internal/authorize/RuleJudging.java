package dev.outloop.core.internal.authorize;

import dev.outloop.policy.ApprovalTerms;
import dev.outloop.policy.ParameterCondition;
import dev.outloop.policy.PolicyInput;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Says what rules decide; public so that a twin can make one. */
public final class RuleJudging implements UnaryOperator<String> {

    @Override
    public String apply(String what) {
        PolicyInput input = Rules.request("POST", Map.of("state", "live"));
        return switch (what) {
            case "denied beside an allow" -> said(input, Rules.policy(Rules.allow("a"), Rules.deny("d")));
            case "over" -> said(input, Rules.policy(Rules.allow("a").until(input.time())));
            case "of a value" ->
                said(input, Rules.policy(Rules.deny("d").parameter("state", ParameterCondition.equalTo("live"))));
            case "counted" ->
                said(input, Rules.policy(Rules.allow("a"), Rules.none("n").limit("daily")));
            case "first use" ->
                said(
                        input,
                        Rules.policy(
                                Rules.ask("a").approval(ApprovalTerms.once().forFirstUse()), Rules.ask("b")));
            default -> throw new IllegalArgumentException(what);
        };
    }

    private static String said(PolicyInput input, CompiledPolicy policy) {
        return policy.decide(input) + " " + policy.decide(input).limits();
    }
}

package dev.outloop.core.internal.authorize;

import dev.outloop.policy.Decision;
import dev.outloop.policy.ParameterCondition;
import dev.outloop.policy.Policy;
import dev.outloop.policy.PolicyInput;
import dev.outloop.policy.PolicyRule;
import dev.outloop.testkit.contract.PolicyInputs;
import java.util.List;
import java.util.Map;

/** Rules for one fact each, held against a request of {@code acme} under {@code crm}. */
final class Rules {

    private Rules() {}

    static PolicyRule.Builder allow(String name) {
        return PolicyRule.builder(name, Decision.Kind.ALLOW);
    }

    static PolicyRule.Builder deny(String name) {
        return PolicyRule.builder(name, Decision.Kind.DENY);
    }

    static PolicyRule.Builder ask(String name) {
        return PolicyRule.builder(name, Decision.Kind.REQUIRE_APPROVAL);
    }

    static PolicyRule.Builder none(String name) {
        return PolicyRule.builder(name, Decision.Kind.NONE);
    }

    static CompiledPolicy policy(PolicyRule.Builder... rules) {
        return CompiledPolicy.of(
                Policy.of(List.of(rules).stream().map(PolicyRule.Builder::build).toList(), List.of()));
    }

    static PolicyInput request(String method, Map<String, String> parameters) {
        return PolicyInputs.sample(method, parameters).build();
    }

    static Decision decide(PolicyInput input, PolicyRule.Builder... rules) {
        return policy(rules).decide(input);
    }

    /** What a rule of each effect with that condition says of a value; of none if it is null. */
    static List<Decision.Kind> kinds(ParameterCondition condition, Map<String, String> parameters) {
        return List.of(Decision.Kind.DENY, Decision.Kind.REQUIRE_APPROVAL, Decision.Kind.ALLOW).stream()
                .map(effect -> decide(
                                request("GET", parameters),
                                PolicyRule.builder("r", effect).parameter("p", condition))
                        .kind())
                .toList();
    }
}

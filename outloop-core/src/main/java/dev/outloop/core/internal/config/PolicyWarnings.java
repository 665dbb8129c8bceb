package dev.outloop.core.internal.config;

import dev.outloop.action.Access;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.identity.Workspace;
import dev.outloop.policy.Decision;
import dev.outloop.policy.ParameterCondition;
import dev.outloop.policy.PolicyRule;
import dev.outloop.policy.PolicyRule.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is most likely meant otherwise in rules, but keeps nothing from being used. */
public final class PolicyWarnings {

    /** So many rules that are alike in all they name are each looked at for every request that has that. */
    static final int MANY = 200;

    private PolicyWarnings() {}

    /**
     * All of them.
     *
     * @param accesses the accesses, by their subject
     * @param rules the rules, by their subject
     */
    public static List<Finding> of(
            Collection<ServiceDefinition> services,
            Collection<Workspace> workspaces,
            Map<String, Access> accesses,
            Map<String, PolicyRule> rules) {
        Findings findings = new Findings();
        RuleScope scope = new RuleScope(services, workspaces, accesses.values());
        accesses.forEach((subject, access) -> {
            if (access.ruleRequired() && rules.values().stream().noneMatch(rule -> mayAllow(rule, access, scope))) {
                findings.add(subject + ".default", "no rule allows anything here, so that every request is denied");
            }
        });
        rules.forEach((subject, rule) -> {
            if (accesses.values().stream().noneMatch(access -> scope.meets(rule, access))) {
                findings.add(subject, "no access has a request that this rule could apply to");
            }
        });
        warnOfMany(rules, findings);
        return findings.all();
    }

    private static boolean mayAllow(PolicyRule rule, Access access, RuleScope scope) {
        boolean opens = rule.effect() == Decision.Kind.ALLOW || rule.effect() == Decision.Kind.REQUIRE_APPROVAL;
        return opens && scope.meets(rule, access);
    }

    private static void warnOfMany(Map<String, PolicyRule> rules, Findings findings) {
        Map<List<Object>, Integer> alike = new HashMap<>();
        rules.forEach((subject, rule) -> {
            if (alike.merge(namedBy(rule), 1, Integer::sum) == MANY + 1) {
                findings.add(
                        subject,
                        "more than " + MANY + " rules name the same and differ in hours, ranges, patterns or sizes"
                                + " alone; each request that they name is held against all of them");
            }
        });
    }

    private static List<Object> namedBy(PolicyRule rule) {
        List<Object> named = new ArrayList<>();
        Subject.all().forEach(subject -> named.add(rule.named(subject)));
        named.add(rule.writes());
        Map<String, Object> values = new TreeMap<>();
        for (Map.Entry<String, ParameterCondition> entry : rule.parameters().entrySet()) {
            if (!entry.getValue().oneOf().isEmpty()) {
                values.put(entry.getKey(), entry.getValue().oneOf());
            }
        }
        named.add(values);
        return named;
    }
}

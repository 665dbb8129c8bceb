package dev.outloop.policy;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The rules and limits of a configuration, beside what each access says by itself. Immutable. */
public final class Policy {

    private static final Policy EMPTY = new Policy(List.of(), Map.of());

    private final List<PolicyRule> rules;
    private final Map<String, LimitDefinition> limits;

    private Policy(List<PolicyRule> rules, Map<String, LimitDefinition> limits) {
        this.rules = rules;
        this.limits = limits;
    }

    /** No rules and no limits. */
    public static Policy empty() {
        return EMPTY;
    }

    /**
     * A policy.
     *
     * @throws IllegalArgumentException if two rules or two limits have one name
     */
    public static Policy of(List<PolicyRule> rules, List<LimitDefinition> limits) {
        Set<String> names = new HashSet<>();
        for (PolicyRule rule : rules) {
            if (!names.add(rule.name())) {
                throw new IllegalArgumentException("the rule " + rule.name() + " is defined twice");
            }
        }
        Map<String, LimitDefinition> named = new LinkedHashMap<>();
        for (LimitDefinition limit : limits) {
            if (named.putIfAbsent(limit.name(), limit) != null) {
                throw new IllegalArgumentException("the limit " + limit.name() + " is defined twice");
            }
        }
        return new Policy(List.copyOf(rules), Collections.unmodifiableMap(named));
    }

    /** The rules, in the order given, which means nothing. */
    public List<PolicyRule> rules() {
        return rules;
    }

    /** The limits, by name. */
    public Map<String, LimitDefinition> limits() {
        return limits;
    }

    @Override
    public String toString() {
        return rules.size() + " rules and " + limits.size() + " limits";
    }
}

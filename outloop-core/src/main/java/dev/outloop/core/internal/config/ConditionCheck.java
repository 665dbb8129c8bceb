package dev.outloop.core.internal.config;

import dev.outloop.action.ActionDefinition;
import dev.outloop.action.ParameterDefinition;
import dev.outloop.action.ParameterType;
import dev.outloop.policy.ParameterCondition;
import dev.outloop.policy.PolicyRule;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Whether what a rule wants of parameters can be had of them. */
final class ConditionCheck {

    private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,18}");

    private final RuleScope scope;
    private final Patterns patterns;
    private final Findings findings;

    ConditionCheck(RuleScope scope, Patterns patterns, Findings findings) {
        this.scope = scope;
        this.patterns = patterns;
        this.findings = findings;
    }

    void check(String subject, PolicyRule rule) {
        rule.parameters().forEach((name, condition) -> {
            String below = subject + ".parameters." + name;
            condition.pattern().ifPresent(pattern -> requirePattern(below + ".pattern", pattern));
            List<ParameterDefinition> parameters = scope.parameters(rule, name);
            if (parameters.isEmpty()) {
                requireParameter(below, rule, name);
                return;
            }
            requireNumber(below, condition, parameters);
            requireValues(below, condition, parameters);
        });
    }

    private void requireParameter(String subject, PolicyRule rule, String name) {
        Set<String> known = new TreeSet<>();
        for (ActionDefinition action : scope.actions(rule)) {
            action.parameters().forEach(parameter -> known.add(parameter.name()));
        }
        findings.add(
                subject,
                "expected the name of a parameter of an action that this rule speaks of" + Nearest.hint(name, known),
                "services");
    }

    private void requireNumber(String subject, ParameterCondition condition, List<ParameterDefinition> parameters) {
        boolean range = condition.min().isPresent() || condition.max().isPresent();
        if (range && parameters.stream().noneMatch(ConditionCheck::mayBeANumber)) {
            String key = condition.min().isPresent() ? ".min" : ".max";
            findings.add(
                    subject + key,
                    "expected a parameter that is a number: an integer, or text with a pattern of its own",
                    "services");
        }
    }

    private void requireValues(String subject, ParameterCondition condition, List<ParameterDefinition> parameters) {
        String key = condition.oneOf().size() == 1 ? ".equal#" : ".in#";
        for (String value : new TreeSet<>(condition.oneOf())) {
            if (parameters.stream().noneMatch(parameter -> takes(parameter, value))) {
                findings.add(
                        subject + key + value,
                        "expected a value that the parameter can have, as it is written",
                        "services");
            }
        }
    }

    private void requirePattern(String subject, String pattern) {
        try {
            patterns.compile(pattern);
        } catch (IllegalArgumentException e) {
            findings.add(subject, PatternCheck.EXPECTED);
        }
    }

    /** Text without a pattern may be a number, too, but nothing says so, and a rule that allows would never apply. */
    private static boolean mayBeANumber(ParameterDefinition parameter) {
        return parameter.type() == ParameterType.INTEGER
                || (parameter.type() == ParameterType.STRING
                        && parameter.pattern().isPresent());
    }

    private boolean takes(ParameterDefinition parameter, String value) {
        if (parameter.type() == ParameterType.INTEGER) {
            return INTEGER.matcher(value).matches();
        }
        if (parameter.type() == ParameterType.BOOLEAN) {
            return value.equals("true") || value.equals("false");
        }
        return value.length() <= parameter.maxChars()
                && parameter.pattern().map(this::compiled).orElse(any -> true).test(value);
    }

    /** A pattern that is no pattern is found where it is defined. */
    private Predicate<String> compiled(String pattern) {
        try {
            return patterns.compile(pattern);
        } catch (IllegalArgumentException e) {
            return any -> true;
        }
    }
}

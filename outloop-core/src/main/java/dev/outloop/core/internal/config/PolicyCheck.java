package dev.outloop.core.internal.config;

import dev.outloop.action.Access;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.identity.Workspace;
import dev.outloop.policy.Decision;
import dev.outloop.policy.PolicyRule;
import dev.outloop.policy.PolicyRule.Subject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Whether rules and accesses name only what there is, wherever they come from. One thread. */
public final class PolicyCheck {

    private static final String STATE =
            "expected \"state: { path: FOLDER }\" in this configuration, because what this comes to has to be kept";

    private final RuleScope scope;
    private final Map<String, PolicyRule> rules;
    private final Map<String, Access> accesses;
    private final Set<String> limits;
    private final Findings findings = new Findings();

    /**
     * A check.
     *
     * @param rules the rules, by their subject
     * @param accesses the accesses, by their subject
     * @param limits the names of the limits that there are
     */
    public PolicyCheck(
            Collection<ServiceDefinition> services,
            Collection<Workspace> workspaces,
            Map<String, Access> accesses,
            Map<String, PolicyRule> rules,
            Set<String> limits) {
        this.scope = new RuleScope(services, workspaces, accesses.values());
        this.accesses = accesses;
        this.rules = rules;
        this.limits = new TreeSet<>(limits);
    }

    /** The rules under the keys that a configuration would have for them: {@code rules[0]} and so on. */
    public static Map<String, PolicyRule> subjects(List<PolicyRule> rules) {
        Map<String, PolicyRule> subjects = new LinkedHashMap<>();
        for (PolicyRule rule : rules) {
            subjects.put("rules[" + subjects.size() + "]", rule);
        }
        return subjects;
    }

    /**
     * All findings; none if everything fits.
     *
     * @param state whether there is a folder for what limits and approvals come to
     */
    public List<Finding> check(boolean state, Patterns patterns) {
        ConditionCheck conditions = new ConditionCheck(scope, patterns, findings);
        rules.forEach((subject, rule) -> {
            requireKnown(subject, rule);
            conditions.check(subject, rule);
            requireKnownLimits(subject, rule.limits());
            requireSense(subject, rule);
            if (!state && rule.effect() == Decision.Kind.REQUIRE_APPROVAL) {
                findings.add(subject + ".effect", STATE, "state");
            }
            requireState(subject, rule.limits(), state);
        });
        accesses.forEach((subject, access) -> {
            requireKnownLimits(subject, access.limits());
            requireState(subject, access.limits(), state);
        });
        return findings.all();
    }

    private void requireKnown(String subject, PolicyRule rule) {
        scope.known(rule).forEach((named, known) -> {
            for (String value : new TreeSet<>(rule.named(named))) {
                if (!known.contains(value)) {
                    findings.add(
                            subject + "." + named.key() + "#" + value,
                            "expected the name of " + article(named) + Nearest.hint(value, known),
                            about(named));
                }
            }
        });
        for (String method : new TreeSet<>(rule.named(Subject.METHOD))) {
            if (!ActionReader.METHODS.contains(method)) {
                findings.add(
                        subject + ".methods#" + method,
                        "expected one of " + String.join(", ", ActionReader.METHODS)
                                + Nearest.hint(method, ActionReader.METHODS));
            }
        }
    }

    private void requireKnownLimits(String subject, Set<String> named) {
        for (String limit : new TreeSet<>(named)) {
            if (!limits.contains(limit)) {
                findings.add(
                        subject + ".limits#" + limit,
                        "expected the name of a limit" + Nearest.hint(limit, limits),
                        "limits");
            }
        }
    }

    private void requireSense(String subject, PolicyRule rule) {
        if (rule.effect() == Decision.Kind.NONE && rule.limits().isEmpty()) {
            findings.add(
                    subject + ".effect", "expected \"limits\" beside it, because without it the rule does nothing");
        }
        if (rule.from().isPresent()
                && rule.until().filter(end -> !end.isAfter(rule.from().get())).isPresent()) {
            findings.add(subject + ".until", "expected an instant after \"from\"");
        }
    }

    private void requireState(String subject, Set<String> named, boolean state) {
        if (!state && !named.isEmpty()) {
            findings.add(subject + ".limits", STATE, "state");
        }
    }

    private static String article(Subject subject) {
        String word = subject == Subject.ALIAS
                ? "alias"
                : subject.key().substring(0, subject.key().length() - 1);
        return (subject == Subject.ALIAS ? "an " : subject == Subject.ACTION ? "an " : "a ")
                + word
                + (subject == Subject.ACTION ? " of a service that this rule speaks of" : "");
    }

    /** What could not be read where such names are given, so that a missing one says nothing. */
    private static String about(Subject subject) {
        return subject == Subject.ALIAS
                ? "access"
                : subject == Subject.SERVICE || subject == Subject.ACTION ? "services" : "workspaces";
    }
}

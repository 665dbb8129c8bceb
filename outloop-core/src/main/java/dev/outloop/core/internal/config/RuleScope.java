package dev.outloop.core.internal.config;

import dev.outloop.action.Access;
import dev.outloop.action.ActionDefinition;
import dev.outloop.action.ParameterDefinition;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.identity.Workspace;
import dev.outloop.policy.PolicyRule;
import dev.outloop.policy.PolicyRule.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What there is for rules to speak of, and how much of it one rule does. Immutable. */
final class RuleScope {

    private final Map<String, ServiceDefinition> services = new LinkedHashMap<>();
    private final Map<String, Workspace> workspaces = new LinkedHashMap<>();
    private final Map<String, List<Access>> accesses = new LinkedHashMap<>();
    private final Set<String> tenants = new TreeSet<>();

    RuleScope(Collection<ServiceDefinition> services, Collection<Workspace> workspaces, Collection<Access> accesses) {
        services.forEach(service -> this.services.put(service.name(), service));
        workspaces.forEach(workspace -> this.workspaces.put(workspace.name(), workspace));
        workspaces.forEach(workspace -> tenants.add(workspace.tenant().id()));
        for (Access access : accesses) {
            this.accesses
                    .computeIfAbsent(access.alias(), any -> new ArrayList<>())
                    .add(access);
        }
    }

    /** The values that there are of what can be known: all but runtimes and methods. */
    Map<Subject, Set<String>> known(PolicyRule rule) {
        Set<String> actions = new TreeSet<>();
        services(rule).forEach(service -> actions.addAll(service.actions().keySet()));
        return Map.of(
                Subject.WORKSPACE, workspaces.keySet(),
                Subject.TENANT, tenants,
                Subject.ALIAS, accesses.keySet(),
                Subject.SERVICE, services.keySet(),
                Subject.ACTION, actions);
    }

    /** The actions that it may speak of, by what it names. */
    List<ActionDefinition> actions(PolicyRule rule) {
        List<ActionDefinition> actions = new ArrayList<>();
        for (ServiceDefinition service : services(rule)) {
            service.actions().values().stream()
                    .filter(action -> isOpenTo(rule, action))
                    .forEach(actions::add);
        }
        return actions;
    }

    /** The definitions of a parameter by that name in the rule's actions. */
    List<ParameterDefinition> parameters(PolicyRule rule, String name) {
        return actions(rule).stream()
                .flatMap(action -> action.parameters().stream())
                .filter(parameter -> parameter.name().equals(name))
                .toList();
    }

    /** Whether there is a request under the access that it could speak of, values and time aside. */
    boolean meets(PolicyRule rule, Access access) {
        ServiceDefinition service = services.get(access.service());
        return service != null
                && isOpen(rule, Subject.ALIAS, access.alias())
                && isOpen(rule, Subject.SERVICE, access.service())
                && (access.runtimes().isEmpty()
                        || access.runtimes().stream().anyMatch(runtime -> isOpen(rule, Subject.RUNTIME, runtime)))
                && access.grants().keySet().stream().anyMatch(name -> isOpenTo(rule, name))
                && service.actions().values().stream()
                        .anyMatch(action -> access.approves(action) && isOpenTo(rule, action));
    }

    private static boolean isOpenTo(PolicyRule rule, ActionDefinition action) {
        return isOpen(rule, Subject.ACTION, action.name())
                && isOpen(rule, Subject.METHOD, action.method())
                && rule.writes().filter(writes -> writes == action.readOnly()).isEmpty();
    }

    private boolean isOpenTo(PolicyRule rule, String name) {
        Workspace workspace = workspaces.get(name);
        return workspace != null
                && isOpen(rule, Subject.WORKSPACE, name)
                && isOpen(rule, Subject.TENANT, workspace.tenant().id());
    }

    /** Those that it names, or else those under the aliases that it names, or else all. */
    private Collection<ServiceDefinition> services(PolicyRule rule) {
        Map<String, ServiceDefinition> found = new HashMap<>();
        if (!rule.named(Subject.SERVICE).isEmpty()) {
            rule.named(Subject.SERVICE).forEach(name -> add(name, found));
        } else if (!rule.named(Subject.ALIAS).isEmpty()) {
            for (String alias : rule.named(Subject.ALIAS)) {
                accesses.getOrDefault(alias, List.of()).forEach(access -> add(access.service(), found));
            }
        } else {
            return services.values();
        }
        return found.values();
    }

    private void add(String name, Map<String, ServiceDefinition> found) {
        ServiceDefinition service = services.get(name);
        if (service != null) {
            found.put(name, service);
        }
    }

    private static boolean isOpen(PolicyRule rule, Subject subject, String value) {
        return rule.named(subject).isEmpty() || rule.named(subject).contains(value);
    }
}

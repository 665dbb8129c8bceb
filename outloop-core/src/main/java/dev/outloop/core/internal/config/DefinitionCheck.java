package dev.outloop.core.internal.config;

import dev.outloop.action.Access;
import dev.outloop.action.ActionDefinition;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.identity.Workspace;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether services, workspaces and accesses fit together, wherever they come from. A broker takes nothing into a
 * snapshot that has findings. Thread-safe.
 */
public final class DefinitionCheck {

    private final Patterns patterns;

    /** A check that compiles the patterns of definitions with these. */
    public DefinitionCheck(Patterns patterns) {
        this.patterns = patterns;
    }

    /** The accesses under the keys that a configuration would have for them: {@code access[0]} and so on. */
    public static Map<String, Access> subjects(List<Access> accesses) {
        Map<String, Access> subjects = new LinkedHashMap<>();
        for (Access access : accesses) {
            subjects.put("access[" + subjects.size() + "]", access);
        }
        return subjects;
    }

    /**
     * All findings; none if everything fits.
     *
     * @param vaults the names of the vaults that references may point into
     * @param accesses the accesses, by their subject
     */
    public List<Finding> check(
            Collection<ServiceDefinition> services,
            Collection<Workspace> workspaces,
            Set<String> vaults,
            Map<String, Access> accesses) {
        Findings findings = new Findings();
        Map<String, ServiceDefinition> known = new LinkedHashMap<>();
        for (ServiceDefinition service : services) {
            if (known.putIfAbsent(service.name(), service) != null) {
                findings.add("services." + service.name(), "expected each service's name once");
            }
            check(service, findings);
        }
        Set<String> workspaceNames = new HashSet<>();
        for (Workspace workspace : workspaces) {
            if (!workspaceNames.add(workspace.name())) {
                findings.add("workspaces." + workspace.name(), "expected each workspace's name once");
            }
        }
        FolderCheck.checkText(workspaces, findings);
        FolderCheck.checkNesting(workspaces, findings);
        NameCheck.check(workspaces, accesses, findings);
        AccessCheck check = new AccessCheck(known, workspaceNames, vaults, patterns, findings);
        accesses.forEach(check::check);
        return findings.all();
    }

    /** What may be meant otherwise, but keeps nothing from being used. */
    public static List<Finding> warnings(Collection<ServiceDefinition> services) {
        Findings findings = new Findings();
        for (ServiceDefinition service : services) {
            for (ActionDefinition action : service.actions().values()) {
                new PinCoverCheck(service, action, subject(service, action), findings).warn();
            }
        }
        return findings.all();
    }

    private static String subject(ServiceDefinition service, ActionDefinition action) {
        return "services." + service.name() + ".actions." + action.name();
    }

    private void check(ServiceDefinition service, Findings findings) {
        NetworkCheck.check(service, findings);
        new CredentialCheck(service, findings).check();
        new PatternCheck(service, patterns, findings).check();
        for (ActionDefinition action : service.actions().values()) {
            String subject = subject(service, action);
            new SlotCheck(service, action, subject, findings).check();
            new FieldCheck(service, action, subject, findings).check();
            new PinCoverCheck(service, action, subject, findings).check();
        }
    }
}

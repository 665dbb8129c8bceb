package dev.outloop.core.internal.config;

import dev.outloop.action.Access;
import dev.outloop.action.ActionDefinition;
import dev.outloop.action.CredentialPlacement;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.secret.SecretRef;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Whether an access names only what there is, and leaves nothing open that has to be fixed. */
final class AccessCheck {

    private final Map<String, ServiceDefinition> services;
    private final Set<String> workspaces;
    private final Set<String> vaults;
    private final Findings findings;
    private final PinValueCheck pinValues;
    private final Set<String> granted = new HashSet<>();

    AccessCheck(
            Map<String, ServiceDefinition> services,
            Set<String> workspaces,
            Set<String> vaults,
            Patterns patterns,
            Findings findings) {
        this.services = services;
        this.workspaces = workspaces;
        this.vaults = vaults;
        this.findings = findings;
        this.pinValues = new PinValueCheck(patterns, findings);
    }

    void check(String subject, Access access) {
        requireKnownWorkspaces(subject, access);
        requireGrantedOnce(subject, access);
        requireKnownVaults(subject, access);
        ServiceDefinition service = services.get(access.service());
        if (service == null) {
            findings.add(
                    subject + ".service",
                    "expected the name of a service" + Nearest.hint(access.service(), services.keySet()));
            return;
        }
        requireKnownActions(subject, access, service);
        requireASecretForEachPart(subject, access, service);
        Set<String> needed = neededPins(access, service);
        access.grants().forEach((workspace, grant) -> {
            String below = subject + ".workspaces." + workspace + ".pins";
            requireEachPinFixed(below, needed, grant);
            pinValues.check(below, grant, service);
        });
    }

    private void requireKnownWorkspaces(String subject, Access access) {
        for (String workspace : access.grants().keySet()) {
            if (!workspaces.contains(workspace)) {
                findings.add(
                        subject + ".workspaces." + workspace,
                        "expected the name of a workspace" + Nearest.hint(workspace, workspaces),
                        "workspaces." + workspace);
            }
        }
        if (access.grants().isEmpty()) {
            findings.add(subject + ".workspaces", "expected at least one workspace");
        }
    }

    private void requireGrantedOnce(String subject, Access access) {
        for (String workspace : access.grants().keySet()) {
            if (!granted.add(workspace + "/" + access.alias())) {
                findings.add(
                        subject + ".workspaces." + workspace,
                        "expected another alias: this workspace has one of this name already");
            }
        }
    }

    private void requireKnownVaults(String subject, Access access) {
        requireKnownVaults(subject, access.secrets());
        access.grants()
                .forEach((workspace, grant) ->
                        requireKnownVaults(subject + ".workspaces." + workspace, grant.secrets()));
    }

    private void requireKnownVaults(String subject, Map<String, SecretRef> secrets) {
        secrets.forEach((part, ref) -> {
            if (!vaults.contains(ref.vault())) {
                findings.add(
                        secretSubject(subject, part),
                        "expected a reference into one of the vaults" + Nearest.hint(ref.vault(), vaults),
                        "vaults." + ref.vault());
            }
        });
    }

    private void requireKnownActions(String subject, Access access, ServiceDefinition service) {
        if (access.actions().isEmpty()) {
            findings.add(subject + ".actions", "expected at least one action");
        }
        for (String action : access.actions()) {
            if (!action.equals(Access.EVERY_ACTION) && !service.actions().containsKey(action)) {
                findings.add(
                        subject + ".actions#" + action,
                        "expected the name of an action of the service"
                                + Nearest.hint(action, service.actions().keySet()),
                        "services." + service.name() + ".actions." + action);
            }
        }
    }

    private void requireASecretForEachPart(String subject, Access access, ServiceDefinition service) {
        Set<String> parts = parts(service);
        for (String part : parts) {
            if (!access.secrets().containsKey(part)) {
                requireOwnSecret(subject, part, access);
            }
        }
        requireKnownParts(subject, access.secrets().keySet(), parts, service);
        access.grants()
                .forEach((workspace, grant) -> requireKnownParts(
                        subject + ".workspaces." + workspace, grant.secrets().keySet(), parts, service));
    }

    /** Either the access has it for all, or each workspace its own. */
    private void requireOwnSecret(String subject, String part, Access access) {
        Set<String> without = new TreeSet<>();
        access.grants().forEach((workspace, grant) -> {
            if (!grant.secrets().containsKey(part)) {
                without.add(workspace);
            }
        });
        if (without.size() == access.grants().size()) {
            findings.add(
                    secretSubject(subject, part),
                    "expected a secret for each part of the service's credential",
                    secretSubject(subject, part));
            return;
        }
        for (String workspace : without) {
            String below = secretSubject(subject + ".workspaces." + workspace, part);
            findings.add(below, "expected a secret of this workspace's own, because the access has none", below);
        }
    }

    private void requireKnownParts(String subject, Set<String> given, Set<String> parts, ServiceDefinition service) {
        for (String part : given) {
            if (!parts.contains(part)) {
                findings.add(
                        secretSubject(subject, part),
                        "expected a part of the service's credential" + Nearest.hint(part, parts),
                        "services." + service.name() + ".credential");
            }
        }
    }

    /** The parts of which the service's credential is made. */
    static Set<String> parts(ServiceDefinition service) {
        return service.credentials().stream()
                .map(CredentialPlacement::part)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The pins that an allowed action needs. */
    static Set<String> neededPins(Access access, ServiceDefinition service) {
        Set<String> needed = new TreeSet<>();
        for (ActionDefinition action : service.actions().values()) {
            if (access.approves(action)) {
                needed.addAll(PinNames.of(service, action));
            }
        }
        needed.retainAll(service.pins().keySet());
        return needed;
    }

    private void requireEachPinFixed(String subject, Set<String> needed, Access.Grant grant) {
        for (String pin : needed) {
            if (!grant.pins().containsKey(pin)) {
                findings.add(
                        subject + "." + pin,
                        "expected a value for this pin, because an allowed action needs it",
                        subject + "." + pin);
            }
        }
    }

    private static String secretSubject(String subject, String part) {
        return part.equals(CredentialPlacement.DEFAULT_PART) ? subject + ".secret" : subject + ".secrets." + part;
    }
}

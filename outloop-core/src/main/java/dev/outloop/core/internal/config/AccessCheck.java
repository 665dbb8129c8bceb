package dev.outloop.core.internal.config;

import dev.outloop.action.Access;
import dev.outloop.action.ActionDefinition;
import dev.outloop.action.CredentialPlacement;
import dev.outloop.action.ServiceDefinition;
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
        access.grants().forEach((workspace, grant) -> {
            String below = subject + ".workspaces." + workspace + ".pins";
            requireEachPinFixed(below, access, grant, service);
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
        access.secrets().forEach((part, ref) -> {
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
        Set<String> parts = service.credentials().stream()
                .map(CredentialPlacement::part)
                .collect(Collectors.toCollection(TreeSet::new));
        String credential = "services." + service.name() + ".credential";
        for (String part : parts) {
            if (!access.secrets().containsKey(part)) {
                findings.add(
                        secretSubject(subject, part),
                        "expected a secret for each part of the service's credential",
                        secretSubject(subject, part));
            }
        }
        for (String part : access.secrets().keySet()) {
            if (!parts.contains(part)) {
                findings.add(
                        secretSubject(subject, part),
                        "expected a part of the service's credential" + Nearest.hint(part, parts),
                        credential);
            }
        }
    }

    private void requireEachPinFixed(String subject, Access access, Access.Grant grant, ServiceDefinition service) {
        Set<String> needed = new TreeSet<>();
        for (ActionDefinition action : service.actions().values()) {
            if (access.approves(action)) {
                needed.addAll(PinNames.of(service, action));
            }
        }
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

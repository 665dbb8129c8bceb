package dev.outloop.core.internal.config;

import dev.outloop.action.Access;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.identity.Tenant;
import dev.outloop.secret.SecretRef;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Whether something tells tenants apart where a workspace is like one of another tenant. Without a pin and with the same
 * secret it would reach the other's account, so that has to be said in the access itself.
 */
final class SeparationCheck {

    private final Map<String, DeclaredWorkspace> workspaces;
    private final Map<String, ServiceDefinition> services;
    private final Reading reading;
    private final boolean everyColumn;

    /** A check that says nothing of lines of a table that has columns which could not be read. */
    SeparationCheck(
            Map<String, DeclaredWorkspace> workspaces,
            Map<String, ServiceDefinition> services,
            Reading reading,
            boolean everyColumn) {
        this.workspaces = workspaces;
        this.services = services;
        this.reading = reading;
        this.everyColumn = everyColumn;
    }

    void check(DeclaredAccess declared, Access access, Inheritance inheritance) {
        ServiceDefinition service = services.get(declared.service());
        if (service == null
                || !isKnown(declared, access, service)
                || isSharedAsWritten(declared)
                || !AccessCheck.neededPins(access, service).isEmpty()) {
            return;
        }
        Map<SecretRef, Tenant> owners = new HashMap<>();
        for (String name : new TreeSet<>(access.grants().keySet())) {
            DeclaredWorkspace workspace = workspaces.get(name);
            Held held = inheritance.of(name).get(declared.key());
            if (workspace == null || held == null) {
                continue;
            }
            requireOwnedByOne(owners, workspace, held);
            if (!held.isAcross()) {
                continue;
            }
            Set<String> shared = new HashSet<>(AccessCheck.parts(service));
            shared.removeAll(held.secrets().keySet());
            for (String part : new TreeSet<>(shared)) {
                String key = workspace.secretKey(declared.alias(), part);
                if (reading.isBroken(key) || (workspace.inTable() && !everyColumn)) {
                    continue;
                }
                reading.problem(
                        key,
                        "expected a secret of this workspace's own, because no pin tells its tenant from the one that it"
                                + " is like; or workspaces of several tenants named in the access itself");
            }
        }
    }

    /** A line that was copied for another client would reach the first one's account. */
    private void requireOwnedByOne(Map<SecretRef, Tenant> owners, DeclaredWorkspace workspace, Held held) {
        Tenant tenant = workspace.workspace().tenant();
        held.secrets().forEach((part, reference) -> {
            Tenant first = owners.putIfAbsent(reference, tenant);
            if (first != null && !first.equals(tenant)) {
                reading.problem(
                        held.written(Held.secretSuffix(part)),
                        "expected another secret than that of the tenant " + first.id()
                                + ", because no pin tells the two apart; or workspaces of several tenants named in the"
                                + " access itself");
            }
        });
    }

    /** Whether it is known which actions are allowed, and which pins they need. */
    private boolean isKnown(DeclaredAccess declared, Access access, ServiceDefinition service) {
        return !reading.isBroken(declared.key() + ".actions")
                && !reading.isBroken("services." + service.name())
                && access.actions().stream()
                        .allMatch(name -> name.equals(Access.EVERY_ACTION)
                                || service.actions().containsKey(name));
    }

    private boolean isSharedAsWritten(DeclaredAccess declared) {
        Set<Tenant> tenants = declared.grants().keySet().stream()
                .map(workspaces::get)
                .filter(Objects::nonNull)
                .map(workspace -> workspace.workspace().tenant())
                .collect(Collectors.toSet());
        return tenants.size() > 1;
    }
}

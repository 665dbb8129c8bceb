package dev.outloop.core.internal.admit;

import dev.outloop.action.Access;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.identity.Workspace;
import dev.outloop.policy.Policy;
import java.util.Collection;

/**
 * How many definitions a snapshot has, and their hashes in hexadecimal digits.
 *
 * @param services how many services
 * @param servicesHash everything that they say
 * @param workspaces how many workspaces
 * @param workspacesHash everything that they say
 * @param accesses how many accesses
 * @param accessesHash everything that they say
 * @param rules how many rules
 * @param rulesHash everything that they say
 * @param limits how many limits
 * @param limitsHash everything that they say
 * @param hash all of it
 */
public record Definitions(
        int services,
        String servicesHash,
        int workspaces,
        String workspacesHash,
        int accesses,
        String accessesHash,
        int rules,
        String rulesHash,
        int limits,
        String limitsHash,
        String hash) {

    static Definitions of(
            Collection<Workspace> workspaces,
            Collection<ServiceDefinition> services,
            Collection<Access> accesses,
            Policy policy) {
        String servicesHash = DefinitionHash.ofServices(services);
        String workspacesHash = DefinitionHash.ofWorkspaces(workspaces);
        String accessesHash = DefinitionHash.ofAccesses(accesses);
        String rulesHash = PolicyHash.ofRules(policy.rules());
        String limitsHash = PolicyHash.ofLimits(policy.limits().values());
        return new Definitions(
                services.size(),
                servicesHash,
                workspaces.size(),
                workspacesHash,
                accesses.size(),
                accessesHash,
                policy.rules().size(),
                rulesHash,
                policy.limits().size(),
                limitsHash,
                DefinitionHash.of(servicesHash, workspacesHash, accessesHash, rulesHash, limitsHash));
    }
}

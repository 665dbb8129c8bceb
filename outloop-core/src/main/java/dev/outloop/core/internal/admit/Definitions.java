package dev.outloop.core.internal.admit;

import dev.outloop.action.Access;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.identity.Workspace;
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
 * @param hash all of it
 */
public record Definitions(
        int services,
        String servicesHash,
        int workspaces,
        String workspacesHash,
        int accesses,
        String accessesHash,
        String hash) {

    static Definitions of(
            Collection<Workspace> workspaces, Collection<ServiceDefinition> services, Collection<Access> accesses) {
        String servicesHash = DefinitionHash.ofServices(services);
        String workspacesHash = DefinitionHash.ofWorkspaces(workspaces);
        String accessesHash = DefinitionHash.ofAccesses(accesses);
        return new Definitions(
                services.size(),
                servicesHash,
                workspaces.size(),
                workspacesHash,
                accesses.size(),
                accessesHash,
                DefinitionHash.of(servicesHash, workspacesHash, accessesHash));
    }
}

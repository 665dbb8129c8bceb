package dev.outloop.core.internal.config;

import dev.outloop.action.Access;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.identity.Workspace;
import dev.outloop.policy.Policy;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was read.
 *
 * @param vaults in the order of the file
 * @param services in the order of the file
 * @param workspaces in the order of the file
 * @param accesses by their subject, in the order of the file
 * @param policy rules and limits
 * @param state the folder of what limits and approvals have come to, if one is named
 * @param clients the table of clients, if one was read
 * @param warnings what may be meant otherwise, but does not keep it from being used
 * @param audit the trail, if one is named
 * @param redaction what is looked for beside known secrets
 * @param problems what keeps it from being used; only where there are none is the rest complete
 */
public record Configuration(
        List<ConfiguredVault> vaults,
        List<ServiceDefinition> services,
        List<Workspace> workspaces,
        Map<String, Access> accesses,
        Policy policy,
        Optional<Path> state,
        Optional<Path> clients,
        List<Problem> warnings,
        Optional<ConfiguredAudit> audit,
        ConfiguredRedaction redaction,
        List<Problem> problems) {

    /** This configuration with these problems instead of its own. */
    Configuration with(List<Problem> others) {
        return new Configuration(
                vaults,
                services,
                workspaces,
                accesses,
                policy,
                state,
                clients,
                warnings,
                audit,
                redaction,
                List.copyOf(others));
    }

    static Configuration refused(List<Problem> problems) {
        return new Configuration(
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Policy.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                ConfiguredRedaction.DEFAULT,
                problems);
    }
}

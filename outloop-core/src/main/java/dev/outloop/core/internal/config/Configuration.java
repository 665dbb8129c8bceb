package dev.outloop.core.internal.config;

import dev.outloop.action.Access;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.identity.Workspace;
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
 * @param audit the trail, if one is named
 * @param redaction what is looked for beside known secrets
 * @param problems what keeps it from being used; only where there are none is the rest complete
 */
public record Configuration(
        List<ConfiguredVault> vaults,
        List<ServiceDefinition> services,
        List<Workspace> workspaces,
        Map<String, Access> accesses,
        Optional<ConfiguredAudit> audit,
        ConfiguredRedaction redaction,
        List<Problem> problems) {

    /** This configuration with these problems instead of its own. */
    Configuration with(List<Problem> others) {
        return new Configuration(vaults, services, workspaces, accesses, audit, redaction, List.copyOf(others));
    }

    static Configuration refused(List<Problem> problems) {
        return new Configuration(
                List.of(), List.of(), List.of(), Map.of(), Optional.empty(), ConfiguredRedaction.DEFAULT, problems);
    }
}

package dev.outloop.core.internal.config;

import dev.outloop.action.NetworkRule;
import dev.outloop.secret.SecretRef;
import dev.outloop.secret.VaultLimits;
import java.util.Map;

/**
 * A vault as configured.
 *
 * @param name the part of references before the colon
 * @param backend the name of its provider
 * @param settings what is plain text, by name
 * @param secrets what is a secret of another vault, by name
 * @param network where its server may be, if it has one
 * @param limits how long what it lends is kept, and how it is asked
 */
public record ConfiguredVault(
        String name,
        String backend,
        Map<String, String> settings,
        Map<String, SecretRef> secrets,
        NetworkRule network,
        VaultLimits limits) {

    /** The maps are copied. */
    public ConfiguredVault {
        settings = Map.copyOf(settings);
        secrets = Map.copyOf(secrets);
    }

    /** With the limits that are not configured. */
    public ConfiguredVault(String name, String backend, Map<String, String> settings, Map<String, SecretRef> secrets) {
        this(name, backend, settings, secrets, NetworkRule.publicInternet(), VaultLimits.defaults());
    }

    /** Name and backend alone. */
    @Override
    public String toString() {
        return name + " (" + backend + ")";
    }
}

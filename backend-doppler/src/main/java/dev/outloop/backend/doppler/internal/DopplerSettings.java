package dev.outloop.backend.doppler.internal;

import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultContext;
import dev.outloop.spi.VaultException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a configuration says of a Doppler vault.
 *
 * @param config the config that references of one segment are meant from; empty where the token implies it
 * @param downloads whether a config is downloaded whole, or each secret asked for by itself
 */
record DopplerSettings(String url, Optional<ConfigName> config, boolean downloads) {

    /** The setting that is a secret of another vault. */
    static final String TOKEN = "token";

    private static final String DEFAULT_URL = "https://api.doppler.com";
    private static final Set<String> TEXTS = Set.of("url", "project", "config", "fetch");

    /** Reads and checks them; a wrong one is named, its value is not. */
    static DopplerSettings of(VaultContext context) throws VaultException {
        requireKnown(context);
        if (!context.secretSettings().contains(TOKEN)) {
            throw wrong(context, "the setting token is missing: a reference to Doppler's token in another vault");
        }
        Map<String, String> settings = context.settings();
        return new DopplerSettings(
                settings.getOrDefault("url", DEFAULT_URL), config(context, settings), downloads(context, settings));
    }

    private static void requireKnown(VaultContext context) throws VaultException {
        Set<String> unknown = new TreeSet<>(context.settings().keySet());
        unknown.addAll(context.secretSettings());
        unknown.removeAll(TEXTS);
        unknown.remove(TOKEN);
        if (!unknown.isEmpty()) {
            throw wrong(context, "it has no setting " + unknown + "; it has token, project, config, fetch and url");
        }
    }

    private static Optional<ConfigName> config(VaultContext context, Map<String, String> settings)
            throws VaultException {
        String project = settings.getOrDefault("project", "");
        String config = settings.getOrDefault("config", "");
        if (project.isEmpty() && config.isEmpty()) {
            return Optional.empty();
        }
        if (project.isEmpty() || config.isEmpty()) {
            throw wrong(context, "the settings project and config are given together");
        }
        return Optional.of(new ConfigName(project, config));
    }

    private static boolean downloads(VaultContext context, Map<String, String> settings) throws VaultException {
        String fetch = settings.getOrDefault("fetch", "one");
        if (!Set.of("one", "many").contains(fetch)) {
            throw wrong(context, "the setting fetch is one or many");
        }
        return fetch.equals("many");
    }

    private static VaultException wrong(VaultContext context, String sentence) {
        return new VaultException(
                ErrorCode.VAULT_FAILED, "The vault " + context.vaultName() + " cannot be opened: " + sentence + ".");
    }
}

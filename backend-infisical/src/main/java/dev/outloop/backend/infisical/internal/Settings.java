package dev.outloop.backend.infisical.internal;

import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultContext;
import dev.outloop.spi.VaultException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a vault is configured with.
 *
 * @param clientId empty where the vault has a token instead
 * @param folder the segments of the folder that references start from
 */
record Settings(String url, String project, String environment, Optional<String> clientId, List<String> folder) {

    static final String CLIENT_SECRET = "client-secret";
    static final String TOKEN = "token";

    private static final String CLIENT_ID = "client-id";
    private static final Set<String> PLAIN = Set.of("url", "project", "environment", "path", CLIENT_ID);
    private static final Set<String> SECRET = Set.of(CLIENT_SECRET, TOKEN);

    /** @throws VaultException if a setting is missing, unknown or wrong, by its name */
    static Settings of(VaultContext context) throws VaultException {
        Map<String, String> plain = context.settings();
        requireKnown(context);
        boolean byToken = context.secretSettings().contains(TOKEN);
        boolean byIdentity =
                plain.containsKey(CLIENT_ID) || context.secretSettings().contains(CLIENT_SECRET);
        if (byToken == byIdentity) {
            throw wrong(context, "it takes either client-id with client-secret, or token");
        }
        if (byIdentity && !context.secretSettings().contains(CLIENT_SECRET)) {
            throw wrong(context, "beside client-id it needs client-secret");
        }
        return new Settings(
                plain.getOrDefault("url", "https://app.infisical.com"),
                required(context, "project"),
                required(context, "environment"),
                byIdentity ? Optional.of(required(context, CLIENT_ID)) : Optional.empty(),
                folder(context));
    }

    private static void requireKnown(VaultContext context) throws VaultException {
        Set<String> unknown = new TreeSet<>();
        for (String name : context.settings().keySet()) {
            if (SECRET.contains(name)) {
                throw wrong(
                        context, "the setting " + name + " is a reference to another vault, never the secret itself");
            }
            if (!PLAIN.contains(name)) {
                unknown.add(name);
            }
        }
        unknown.addAll(context.secretSettings());
        unknown.removeAll(SECRET);
        if (!unknown.isEmpty()) {
            throw wrong(
                    context,
                    "it has no setting " + unknown + "; its settings are url, project, environment, path, and client-id"
                            + " with client-secret, or token");
        }
    }

    private static String required(VaultContext context, String name) throws VaultException {
        String text = context.settings().getOrDefault(name, "");
        // The server trims what it is given, so that text with spaces around it would mean something else there.
        if (text.isEmpty() || Place.hasSpacesAround(text)) {
            throw wrong(context, "it needs the setting " + name + ", without spaces around it");
        }
        return text;
    }

    private static List<String> folder(VaultContext context) throws VaultException {
        List<String> segments = new ArrayList<>(
                Arrays.asList(context.settings().getOrDefault("path", "/").split("/", -1)));
        if (segments.get(0).isEmpty()) {
            segments.remove(0);
        }
        if (!segments.isEmpty() && segments.get(segments.size() - 1).isEmpty()) {
            segments.remove(segments.size() - 1);
        }
        if (!segments.stream().allMatch(Place::isName)) {
            throw wrong(context, "the setting path is a folder such as /apps/agent");
        }
        return List.copyOf(segments);
    }

    private static VaultException wrong(VaultContext context, String sentence) {
        return new VaultException(
                ErrorCode.VAULT_FAILED, "The vault " + context.vaultName() + " cannot be opened: " + sentence + ".");
    }
}

package dev.outloop.backend.infisical.internal;

import dev.outloop.spi.VaultHttpRequest;

/**
 * One version of the routes for secrets. Source: {@code backend/src/server/routes/v4/secret-router.ts} and
 * {@code v3/deprecated-secret-router.ts} in Infisical/infisical. Immutable.
 */
final class Api {

    static final Api V4 = new Api("v4", "projectId", "api", "v4", "secrets");
    static final Api V3 = new Api("v3", "workspaceId", "api", "v3", "secrets", "raw");

    private static final int MAX_LIST_BYTES = 32 * 1024 * 1024;

    private final String name;
    private final String projectKey;
    private final String[] route;

    private Api(String name, String projectKey, String... route) {
        this.name = name;
        this.projectKey = projectKey;
        this.route = route;
    }

    /** The one to try where this one does not exist. */
    Api other() {
        return this == V4 ? V3 : V4;
    }

    /**
     * Asks for one shared secret, its references expanded.
     *
     * @param imports whether it may come from a folder that the named one imports
     */
    VaultHttpRequest.Builder secret(Settings settings, Place place, boolean imports) {
        String[] segments = new String[route.length + 1];
        System.arraycopy(route, 0, segments, 0, route.length);
        segments[route.length] = place.name();
        String imported = Boolean.toString(imports);
        return in(settings, place.folder(), VaultHttpRequest.get(segments))
                .query("type", "shared")
                .query("viewSecretValue", "true")
                .query("expandSecretReferences", "true")
                // Servers know it by one of these names, and ignore the other.
                .query("includeImports", imported)
                .query("include_imports", imported);
    }

    /** Asks which secrets there are in the folder. */
    VaultHttpRequest.Builder list(Settings settings, String folder, boolean below) {
        return in(settings, folder, VaultHttpRequest.get(route))
                .query("viewSecretValue", "false")
                .query("expandSecretReferences", "false")
                .query("recursive", Boolean.toString(below))
                .maxResponseBytes(MAX_LIST_BYTES);
    }

    @Override
    public String toString() {
        return name;
    }

    private VaultHttpRequest.Builder in(Settings settings, String folder, VaultHttpRequest.Builder request) {
        return request.query(projectKey, settings.project())
                .query("environment", settings.environment())
                .query("secretPath", folder);
    }
}

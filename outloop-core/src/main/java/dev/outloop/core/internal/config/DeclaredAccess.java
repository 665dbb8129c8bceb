package dev.outloop.core.internal.config;

import dev.outloop.action.Access;
import dev.outloop.secret.SecretRef;
import java.util.Map;

/**
 * An access as it is written down. Which workspaces have it is only known once each has what those have that it is like.
 *
 * @param key {@code access[0]} and so on
 * @param complete whether alias and service could be read
 * @param access everything but the workspaces
 * @param grants what is written here for workspaces that are named here
 */
record DeclaredAccess(
        String key, boolean complete, String alias, String service, Access.Builder access, Map<String, Given> grants) {

    /** What is fixed for one workspace. */
    record Given(Map<String, String> pins, Map<String, SecretRef> secrets) {}
}

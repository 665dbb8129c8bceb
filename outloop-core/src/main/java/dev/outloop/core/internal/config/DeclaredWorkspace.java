package dev.outloop.core.internal.config;

import dev.outloop.action.CredentialPlacement;
import dev.outloop.identity.Workspace;
import dev.outloop.secret.SecretRef;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A workspace as it is written down, before it has anything of the one that it is like.
 *
 * @param key where it is written down: {@code workspaces.NAME}, or the line of a table
 * @param inTable whether it is a line of a table, whose columns are named ALIAS.PIN and ALIAS.secret
 * @param like the name of the workspace whose accesses it has too
 * @param pins values of pins, by alias and pin
 * @param secrets references of its own, by alias and part
 */
record DeclaredWorkspace(
        String key,
        boolean inTable,
        Workspace workspace,
        @Nullable String like,
        Map<String, Map<String, String>> pins,
        Map<String, Map<String, SecretRef>> secrets) {

    String name() {
        return workspace.name();
    }

    /** Where the value of a pin is written down, or would be. */
    String pinKey(String alias, String pin) {
        return inTable ? key + "." + alias + "." + pin : key + ".pins." + alias + "." + pin;
    }

    /** Where a reference is written down, or would be. */
    String secretKey(String alias, String part) {
        boolean single = part.equals(CredentialPlacement.DEFAULT_PART);
        String all = inTable ? key + "." + alias + ".secret" : key + ".secrets." + alias;
        return single ? all : all + "." + part;
    }
}

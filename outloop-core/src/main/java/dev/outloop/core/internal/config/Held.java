package dev.outloop.core.internal.config;

import dev.outloop.action.CredentialPlacement;
import dev.outloop.secret.SecretRef;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An access that a workspace has, with what is fixed for it and where a person wrote that. One thread. */
final class Held {

    private final DeclaredAccess access;
    private final DeclaredWorkspace workspace;
    private final @Nullable Held model;
    private final boolean named;
    private final Map<String, String> pins = new LinkedHashMap<>();
    private final Map<String, SecretRef> secrets = new LinkedHashMap<>();
    private final Map<String, String> written = new LinkedHashMap<>();

    private Held(DeclaredAccess access, DeclaredWorkspace workspace, @Nullable Held model, boolean named) {
        this.access = access;
        this.workspace = workspace;
        this.model = model;
        this.named = named;
    }

    /** Of a workspace that the access names. */
    static Held named(DeclaredAccess access, DeclaredWorkspace workspace, DeclaredAccess.Given given) {
        Held held = new Held(access, workspace, null, true);
        held.pins.putAll(given.pins());
        held.secrets.putAll(given.secrets());
        return held;
    }

    /** Of a workspace of the same tenant, which has what is fixed for the other too. */
    static Held within(Held model, DeclaredWorkspace workspace) {
        Held held = new Held(model.access, workspace, model, false);
        held.pins.putAll(model.pins);
        held.secrets.putAll(model.secrets);
        return held;
    }

    /** Of a workspace of another tenant, for which nothing is fixed yet. */
    static Held across(Held model, DeclaredWorkspace workspace) {
        return new Held(model.access, workspace, null, false);
    }

    DeclaredAccess access() {
        return access;
    }

    Map<String, String> pins() {
        return pins;
    }

    Map<String, SecretRef> secrets() {
        return secrets;
    }

    /** Whether it came from a workspace of another tenant. */
    boolean isAcross() {
        return !named && model == null;
    }

    /** Whether the access itself says so already. */
    boolean givesPin(String pin) {
        return named && pins.containsKey(pin);
    }

    /** Whether the access itself says so already. */
    boolean givesSecret(String part) {
        return named && secrets.containsKey(part);
    }

    void pin(String pin, String value) {
        pins.put(pin, value);
        written.put(".pins." + pin, workspace.pinKey(access.alias(), pin));
    }

    void secret(String part, SecretRef ref) {
        secrets.put(part, ref);
        written.put(secretSuffix(part), workspace.secretKey(access.alias(), part));
    }

    /** Where a person wrote, or would write, what is behind the workspace's name in the key of a grant. */
    String written(String suffix) {
        Held from = this;
        while (from.model != null && !from.written.containsKey(suffix)) {
            from = from.model;
        }
        String own = from.written.get(suffix);
        return own == null ? from.unwritten(suffix) : own;
    }

    private String unwritten(String suffix) {
        if (named) {
            return access.key() + ".workspaces." + workspace.name() + suffix;
        }
        if (suffix.startsWith(".pins.")) {
            return workspace.pinKey(access.alias(), suffix.substring(".pins.".length()));
        }
        if (suffix.startsWith(".secrets.")) {
            return workspace.secretKey(access.alias(), suffix.substring(".secrets.".length()));
        }
        return suffix.equals(".secret")
                ? workspace.secretKey(access.alias(), CredentialPlacement.DEFAULT_PART)
                : workspace.key();
    }

    static String secretSuffix(String part) {
        return part.equals(CredentialPlacement.DEFAULT_PART) ? ".secret" : ".secrets." + part;
    }
}

package dev.outloop.backend.keychain.internal;

import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultContext;
import dev.outloop.spi.VaultException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The settings of a vault, checked by name; no message repeats a value. Immutable. */
public final class KeychainSettings {

    private static final Pattern SERVICE = Pattern.compile("[!-~]{1,128}");

    private final VaultContext context;

    private KeychainSettings(VaultContext context) {
        this.context = context;
    }

    /**
     * The settings of a vault that may have these, and no secret ones.
     *
     * @throws VaultException that names what is unknown
     */
    public static KeychainSettings of(VaultContext context, Set<String> known) throws VaultException {
        KeychainSettings settings = new KeychainSettings(context);
        Set<String> unknown = new TreeSet<>(context.settings().keySet());
        unknown.removeAll(known);
        unknown.addAll(context.secretSettings());
        if (!unknown.isEmpty()) {
            throw settings.wrong(
                    "on this operating system it has no setting " + unknown + ", only " + new TreeSet<>(known));
        }
        return settings;
    }

    /** The service name that items have, {@code outloop} if none is set. */
    public String service() throws VaultException {
        String service = context.settings().getOrDefault("service", "outloop");
        if (!SERVICE.matcher(service).matches()) {
            throw wrong("the setting service is 1 to 128 printable ASCII characters without spaces");
        }
        return service;
    }

    /** Whether a person may be asked by a dialog of the operating system. */
    public boolean prompt() throws VaultException {
        String prompt = context.settings().getOrDefault("prompt", "false");
        if (!Set.of("true", "false").contains(prompt)) {
            throw wrong("the setting prompt is true or false");
        }
        return prompt.equals("true");
    }

    /** A setting as it is. */
    public Optional<String> text(String setting) {
        return Optional.ofNullable(context.settings().get(setting));
    }

    /** A refusal to open the vault. */
    public VaultException wrong(String sentence) {
        return new VaultException(
                ErrorCode.VAULT_UNAVAILABLE, "the vault " + context.vaultName() + " cannot be opened: " + sentence);
    }
}

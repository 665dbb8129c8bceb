package dev.outloop.core.internal.config;

import dev.outloop.action.NetworkRule;
import dev.outloop.identity.Name;
import dev.outloop.secret.SecretRef;
import dev.outloop.secret.VaultLimits;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a vault. A setting whose last word is {@code token}, {@code secret}, {@code password} or {@code passphrase} is a
 * reference to another vault, so that no secret ever stands in a configuration; or the word {@code prompt}, for backends
 * that can ask a person.
 */
final class VaultReader {

    static final String NAME = "expected a vault's name: a lower-case letter, then up to 31 of a-z, 0-9 and '-'";

    private static final Set<String> SECRET_WORDS = Set.of("token", "secret", "password", "passphrase");
    private static final String PROMPT = "prompt";

    private VaultReader() {}

    static boolean isVaultName(String name) {
        return name.length() <= 32 && Name.isValid(name);
    }

    static ConfiguredVault read(String name, Value value, Path directory) {
        Fields fields = value.fields();
        if (fields == null) {
            return new ConfiguredVault(
                    name, "", Map.of(), Map.of(), NetworkRule.publicInternet(), VaultLimits.defaults());
        }
        String backend = readBackend(fields.require("backend"));
        NetworkRule network = NetworkReader.read(fields.get("network"), directory);
        VaultLimits limits = VaultLimitsReader.read(fields.get("lease"), fields.get("calls"));
        Map<String, String> settings = new LinkedHashMap<>();
        Map<String, SecretRef> secrets = new LinkedHashMap<>();
        fields.others(Name::isValid, Value.NAME).forEach((key, setting) -> {
            String text = setting.text();
            if (text != null && isSecret(key) && !text.equals(PROMPT)) {
                SecretRef ref = requireReference(setting, text);
                if (ref != null) {
                    secrets.put(key, ref);
                }
            } else if (text != null) {
                settings.put(key, text);
            }
        });
        return new ConfiguredVault(name, backend, settings, secrets, network, limits);
    }

    private static String readBackend(@Nullable Value value) {
        String text = value == null ? null : value.text();
        if (value == null || text == null) {
            return "";
        }
        requireName(value, text);
        return text;
    }

    private static void requireName(Value value, String text) {
        // Backends are found by name, and some begin with a digit (1password).
        if (!text.matches("[a-z0-9][a-z0-9-]{0,63}")) {
            value.problem("expected the name of a backend: up to 64 of a-z, 0-9 and '-'");
        }
    }

    private static @Nullable SecretRef requireReference(Value value, String text) {
        try {
            return SecretRef.parse(text);
        } catch (IllegalArgumentException e) {
            value.problem("expected a reference VAULT:PATH to another vault, never the secret itself");
            return null;
        }
    }

    private static boolean isSecret(String key) {
        return SECRET_WORDS.contains(key.substring(key.lastIndexOf('-') + 1));
    }
}

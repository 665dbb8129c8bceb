package dev.outloop.core.internal.config;

import dev.outloop.action.CredentialPlacement;
import dev.outloop.secret.SecretRef;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads where the parts of a credential lie. */
final class SecretReader {

    private SecretReader() {}

    /** Reads {@code secret: REF} or {@code secrets: { PART: REF }}. */
    static void read(Fields fields, Map<String, SecretRef> secrets) {
        fields.requireAtMostOne("secret", "secrets");
        Value single = fields.get("secret");
        if (single != null) {
            put(CredentialPlacement.DEFAULT_PART, single, secrets);
        }
        Value several = fields.get("secrets");
        if (several != null) {
            several.named().forEach((part, value) -> put(part, value, secrets));
        }
    }

    /** Reads {@code REF}, or {@code { PART: REF }}. */
    static void read(Value value, Map<String, SecretRef> secrets) {
        if (value.isMapping()) {
            value.named().forEach((part, reference) -> put(part, reference, secrets));
        } else {
            put(CredentialPlacement.DEFAULT_PART, value, secrets);
        }
    }

    static void put(String part, Value value, Map<String, SecretRef> secrets) {
        SecretRef ref = reference(value);
        if (ref != null) {
            secrets.put(part, ref);
        }
    }

    private static @Nullable SecretRef reference(Value value) {
        String text = value.text();
        if (text == null) {
            return null;
        }
        try {
            return SecretRef.parse(text);
        } catch (IllegalArgumentException e) {
            value.problem("expected a reference VAULT:PATH, never the secret itself");
            return null;
        }
    }
}

package dev.outloop.core.internal.config;

import dev.outloop.action.Access;
import dev.outloop.action.CredentialPlacement;
import dev.outloop.secret.SecretRef;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads an access. */
final class AccessReader {

    private AccessReader() {}

    /** The access, or null if it cannot even be named; where a problem was reported, with whatever could be read. */
    static @Nullable Access read(Value value) {
        Fields fields = value.fields();
        if (fields == null) {
            return null;
        }
        Value alias = fields.require("alias");
        Value service = fields.require("service");
        String aliasName = alias == null ? null : alias.name();
        String serviceName = service == null ? null : service.name();
        Access.Builder access = Access.builder(
                aliasName == null ? "unnamed" : aliasName, serviceName == null ? "unnamed" : serviceName);
        readSecrets(fields, access);
        readActions(fields.require("actions"), access);
        readRuntimes(fields.get("runtimes"), access);
        readReadOnly(fields.get("read-only"), access);
        readExpiry(fields.get("expires"), access);
        readWorkspaces(fields.require("workspaces"), access);
        fields.end();
        return aliasName == null || serviceName == null ? null : access.build();
    }

    private static void readSecrets(Fields fields, Access.Builder access) {
        fields.requireAtMostOne("secret", "secrets");
        Value secret = fields.get("secret");
        SecretRef single = secret == null ? null : reference(secret);
        if (single != null) {
            access.secret(CredentialPlacement.DEFAULT_PART, single);
        }
        Value secrets = fields.get("secrets");
        if (secrets != null) {
            secrets.named().forEach((part, value) -> {
                SecretRef ref = reference(value);
                if (ref != null) {
                    access.secret(part, ref);
                }
            });
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

    private static void readActions(@Nullable Value actions, Access.Builder access) {
        if (actions == null) {
            return;
        }
        List<Value> items = actions.items();
        if (actions.isSequence() && items.isEmpty()) {
            actions.problem("expected at least one action, or [\"*\"] for all");
        }
        Set<String> seen = new HashSet<>();
        for (Value item : items) {
            String text = item.text();
            String name = Access.EVERY_ACTION.equals(text) ? text : text == null ? null : item.name();
            if (name == null) {
                continue;
            }
            if (!seen.add(name) || (name.equals(Access.EVERY_ACTION) && items.size() > 1)) {
                item.problem("expected each action once, or [\"*\"] alone for all");
            }
            item.standsFor(actions.key() + "#" + name);
            access.action(name);
        }
    }

    private static void readRuntimes(@Nullable Value runtimes, Access.Builder access) {
        if (runtimes == null) {
            return;
        }
        List<Value> items = runtimes.items();
        // An empty list reads like "none" and would mean "all".
        if (runtimes.isSequence() && items.isEmpty()) {
            runtimes.problem("expected at least one runtime; leave the key out for all");
        }
        for (Value item : items) {
            String name = item.name();
            if (name != null) {
                access.runtime(name);
            }
        }
    }

    private static void readReadOnly(@Nullable Value readOnly, Access.Builder access) {
        if (readOnly != null && Boolean.TRUE.equals(readOnly.bool())) {
            access.readOnly();
        }
    }

    private static void readExpiry(@Nullable Value expires, Access.Builder access) {
        String expected = "expected an instant such as 2026-12-31T23:59:59Z";
        String text = expires == null ? null : expires.characters(expected);
        if (expires == null || text == null) {
            return;
        }
        try {
            access.expiresAt(Instant.parse(text));
        } catch (DateTimeException e) {
            expires.problem(expected);
        }
    }

    private static void readWorkspaces(@Nullable Value workspaces, Access.Builder access) {
        if (workspaces == null) {
            return;
        }
        Map<String, Value> named = workspaces.named();
        named.forEach((name, value) -> {
            Map<String, String> pins = new LinkedHashMap<>();
            Fields fields = value.fields();
            if (fields != null) {
                readPins(fields.get("pins"), pins);
                fields.end();
            }
            access.workspace(name, pins);
        });
    }

    private static void readPins(@Nullable Value pins, Map<String, String> values) {
        if (pins != null) {
            pins.named().forEach((name, value) -> {
                String text = value.text();
                if (text != null) {
                    values.put(name, text);
                }
            });
        }
    }
}

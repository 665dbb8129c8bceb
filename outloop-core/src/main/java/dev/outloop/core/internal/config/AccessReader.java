package dev.outloop.core.internal.config;

import dev.outloop.action.Access;
import dev.outloop.core.internal.config.DeclaredAccess.Given;
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

    private static final String UNREAD = "unread";

    private AccessReader() {}

    /** The access; where a problem was reported, with whatever could be read. */
    static DeclaredAccess read(Value value) {
        Fields fields = value.fields();
        if (fields == null) {
            return new DeclaredAccess(value.key(), false, UNREAD, UNREAD, Access.builder(UNREAD, UNREAD), Map.of());
        }
        Value alias = fields.require("alias");
        Value service = fields.require("service");
        String aliasName = alias == null ? null : alias.name();
        String serviceName = service == null ? null : service.name();
        boolean complete = aliasName != null && serviceName != null;
        String known = aliasName == null ? UNREAD : aliasName;
        String target = serviceName == null ? UNREAD : serviceName;
        Access.Builder access = Access.builder(known, target);
        Map<String, SecretRef> secrets = new LinkedHashMap<>();
        SecretReader.read(fields, secrets);
        secrets.forEach(access::secret);
        readActions(fields.require("actions"), access);
        readRuntimes(fields.get("runtimes"), access);
        readReadOnly(fields.get("read-only"), access);
        readExpiry(fields.get("expires"), access);
        readDefault(fields.get("default"), access);
        readLimits(fields.get("limits"), access);
        Map<String, Given> grants = readWorkspaces(fields.require("workspaces"));
        fields.end();
        return new DeclaredAccess(value.key(), complete, known, target, access, grants);
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

    private static void readDefault(@Nullable Value value, Access.Builder access) {
        String text = value == null ? null : value.text();
        if (value == null || text == null) {
            return;
        }
        if (text.equals("deny")) {
            access.ruleRequired();
        } else if (!text.equals("allow")) {
            value.problem("expected allow, or deny for what no rule allows");
        }
    }

    private static void readLimits(@Nullable Value limits, Access.Builder access) {
        if (limits == null) {
            return;
        }
        List<Value> items = limits.items();
        if (limits.isSequence() && items.isEmpty()) {
            limits.problem("expected at least one limit; leave the key out for none");
        }
        Set<String> seen = new HashSet<>();
        for (Value item : items) {
            String name = item.name();
            if (name == null) {
                continue;
            }
            if (!seen.add(name)) {
                item.problem("expected each limit once");
            }
            item.standsFor(limits.key() + "#" + name);
            access.limit(name);
        }
    }

    private static Map<String, Given> readWorkspaces(@Nullable Value workspaces) {
        Map<String, Given> grants = new LinkedHashMap<>();
        if (workspaces == null) {
            return grants;
        }
        workspaces.named().forEach((name, value) -> {
            Map<String, String> pins = new LinkedHashMap<>();
            Map<String, SecretRef> secrets = new LinkedHashMap<>();
            Fields fields = value.fields();
            if (fields != null) {
                Value pinned = fields.get("pins");
                if (pinned != null) {
                    readPins(pinned, pins);
                }
                SecretReader.read(fields, secrets);
                fields.end();
            }
            grants.put(name, new Given(pins, secrets));
        });
        return grants;
    }

    static void readPins(Value pins, Map<String, String> values) {
        pins.named().forEach((name, value) -> {
            String text = value.text();
            if (text != null) {
                values.put(name, text);
            }
        });
    }
}

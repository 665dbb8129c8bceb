package dev.outloop.core.internal.config;

import dev.outloop.action.CredentialPlacement;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.identity.Name;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads where a credential goes: one placement or a list of them. */
final class CredentialReader {

    private static final String EXPECTED =
            "expected bearer, or one of { bearer: PART }, { header: NAME }, { query: NAME },"
                    + " { basic: { username: NAME, password: PART } }, or a list of these";

    private CredentialReader() {}

    static void read(Value value, ServiceDefinition.Builder service) {
        List<Value> items = value.isSequence() ? value.items() : List.of(value);
        if (items.isEmpty()) {
            value.problem(EXPECTED);
        }
        for (Value item : items) {
            CredentialPlacement placement = item.isMapping() ? placement(item) : word(item);
            if (placement != null) {
                service.credential(placement);
            }
        }
    }

    private static @Nullable CredentialPlacement word(Value value) {
        if (value.isSequence()) {
            value.problem(EXPECTED);
            return null;
        }
        String text = value.text();
        if (text != null && !text.equals("bearer")) {
            value.problem(EXPECTED);
            return null;
        }
        return text == null ? null : CredentialPlacement.bearer(CredentialPlacement.DEFAULT_PART);
    }

    private static @Nullable CredentialPlacement placement(Value value) {
        Fields fields = value.fields();
        if (fields == null) {
            return null;
        }
        Value bearer = fields.get("bearer");
        Value header = fields.get("header");
        Value query = fields.get("query");
        Value basic = fields.get("basic");
        fields.requireAtMostOne("bearer", "header", "query", "basic");
        CredentialPlacement placement = null;
        if (bearer != null) {
            String part = bearer.name();
            placement = part == null ? null : CredentialPlacement.bearer(part);
        } else if (header != null) {
            placement = header(header, fields);
        } else if (query != null) {
            String name = query.text();
            String part = part(fields.get("part"));
            placement = name == null || part == null ? null : CredentialPlacement.query(name, part);
        } else if (basic != null) {
            placement = basic(basic);
        } else {
            value.problem(EXPECTED);
        }
        fields.end();
        return placement;
    }

    private static @Nullable CredentialPlacement header(Value header, Fields fields) {
        String name = header.text();
        Value prefix = fields.get("prefix");
        String before = prefix == null ? "" : prefix.text();
        String part = part(fields.get("part"));
        return name == null || before == null || part == null ? null : CredentialPlacement.header(name, before, part);
    }

    private static @Nullable CredentialPlacement basic(Value basic) {
        Fields fields = basic.fields();
        if (fields == null) {
            return null;
        }
        Value username = fields.require("username");
        String name = username == null ? null : username.text();
        String part = part(fields.get("password"));
        fields.end();
        if (username == null || name == null || part == null) {
            return null;
        }
        if (name.indexOf(':') >= 0) {
            username.problem("expected a user name without a colon (RFC 7617, section 2)");
            return null;
        }
        return CredentialPlacement.basic(name, part);
    }

    private static @Nullable String part(@Nullable Value value) {
        if (value == null) {
            return CredentialPlacement.DEFAULT_PART;
        }
        String text = value.text();
        if (text != null && !Name.isValid(text)) {
            value.problem(Value.NAME);
            return null;
        }
        return text;
    }
}

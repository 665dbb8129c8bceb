package dev.outloop.core.internal.config;

import dev.outloop.action.ActionDefinition;
import dev.outloop.action.ParameterAudit;
import dev.outloop.action.ParameterDefinition;
import dev.outloop.action.ParameterLocation;
import dev.outloop.action.ParameterType;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a parameter. Its name follows the service's own spelling, so it may have capitals and underscores. */
final class ParameterReader {

    static final String NAME = "expected a parameter's name: a letter, then up to 63 letters, digits, '_' and '-'";

    private static final Pattern GRAMMAR = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");
    private static final int MAX_CHARS = 1024 * 1024;

    private ParameterReader() {}

    static boolean isName(String name) {
        return GRAMMAR.matcher(name).matches();
    }

    static void read(String name, Value value, ActionDefinition.Builder action) {
        Fields fields = value.fields();
        if (fields == null) {
            return;
        }
        ParameterLocation location = location(fields.require("in"), "path, query, header or body");
        ParameterType type = type(fields.require("type"));
        String wireName = wireName(fields, location);
        ParameterDefinition.Builder parameter = ParameterDefinition.builder(
                name,
                location == null ? ParameterLocation.QUERY : location,
                type == null ? ParameterType.STRING : type);
        if (wireName != null) {
            parameter.wireName(wireName);
        }
        readBounds(fields, type, parameter);
        Value required = fields.get("required");
        if (required != null && Boolean.FALSE.equals(required.bool())) {
            parameter.optional();
        }
        ParameterAudit audit = audit(fields.get("audit"));
        if (audit != null) {
            parameter.audit(audit);
        }
        fields.end();
        if (location != null && type != null) {
            action.parameter(parameter.build());
        }
    }

    private static @Nullable ParameterAudit audit(@Nullable Value value) {
        String expected = "expected one of value, fingerprint, none";
        String text = value == null ? null : value.characters(expected);
        ParameterAudit audit = text == null ? null : ParameterAudit.named(text).orElse(null);
        if (value != null && text != null && audit == null) {
            value.problem(expected);
        }
        return audit;
    }

    static @Nullable ParameterLocation location(@Nullable Value value, String allowed) {
        String text = value == null ? null : value.text();
        if (value == null || text == null) {
            return null;
        }
        ParameterLocation location = ParameterLocation.named(text).orElse(null);
        if (location == null || !allowed.contains(text)) {
            value.problem("expected one of " + allowed);
            return null;
        }
        return location;
    }

    static @Nullable ParameterType type(@Nullable Value value) {
        String text = value == null ? null : value.text();
        if (value == null || text == null) {
            return null;
        }
        ParameterType type = ParameterType.named(text).orElse(null);
        if (type == null) {
            value.problem("expected one of string, integer, boolean");
        }
        return type;
    }

    /** The name, or the pointer where it stands in a body. */
    static @Nullable String wireName(Fields fields, @Nullable ParameterLocation location) {
        Value name = fields.get("name");
        Value pointer = fields.get("pointer");
        boolean inBody = location == ParameterLocation.BODY;
        if (location != null && name != null && inBody) {
            name.problem("expected \"pointer\" instead, because it stands in a body");
        }
        if (location != null && pointer != null && !inBody) {
            pointer.problem("expected \"name\" instead, because it does not stand in a body");
        }
        Value given = inBody ? pointer : name;
        return given == null ? null : given.text();
    }

    private static void readBounds(Fields fields, @Nullable ParameterType type, ParameterDefinition.Builder parameter) {
        Value max = fields.get("max");
        Value min = fields.get("min");
        Value pattern = fields.get("pattern");
        if (type == ParameterType.STRING) {
            Long chars = max == null ? null : max.integer(1, MAX_CHARS);
            if (chars != null) {
                parameter.maxChars(chars.intValue());
            }
            refuse(min, "expected no \"min\", which is for integers");
            String text = pattern == null ? null : pattern.text();
            if (text != null) {
                parameter.pattern(text);
            }
        } else if (type == ParameterType.INTEGER) {
            readRange(min, max, parameter);
            refuse(pattern, "expected no \"pattern\", which is for strings");
        } else if (type == ParameterType.BOOLEAN) {
            refuse(min, "expected no \"min\", which is for integers");
            refuse(max, "expected no \"max\", which is for strings and integers");
            refuse(pattern, "expected no \"pattern\", which is for strings");
        }
    }

    private static void readRange(@Nullable Value min, @Nullable Value max, ParameterDefinition.Builder parameter) {
        long bound = 999_999_999_999_999_999L;
        Long least = min == null ? null : min.integer(-bound, bound);
        Long greatest = max == null ? null : max.integer(-bound, bound);
        if (max != null && least != null && greatest != null && least > greatest) {
            max.problem("expected a number that is not below \"min\"");
        } else {
            parameter.range(least, greatest);
        }
    }

    private static void refuse(@Nullable Value value, String sentence) {
        if (value != null) {
            value.problem(sentence);
        }
    }
}

package dev.outloop.core.internal.config;

import dev.outloop.action.ActionDefinition;
import dev.outloop.action.BodyRule;
import dev.outloop.action.ParameterAudit;
import dev.outloop.action.ParameterDefinition;
import dev.outloop.action.ParameterLocation;
import dev.outloop.action.ParameterType;
import dev.outloop.action.ResourceTemplate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a parameter. Its name follows the service's own spelling, so it may have capitals and underscores. */
final class ParameterReader {

    static final String NAME = "expected a parameter's name: a letter, then up to 63 letters, digits, '_' and '-'";

    private static final Pattern GRAMMAR = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");
    private static final int MAX_CHARS = 1024 * 1024;
    private static final int MAX_ELEMENTS = 100_000;

    private ParameterReader() {}

    static boolean isName(String name) {
        return GRAMMAR.matcher(name).matches();
    }

    static void read(String name, Value value, BodyRule body, ActionDefinition.Builder action) {
        Fields fields = value.fields();
        if (fields == null) {
            return;
        }
        ParameterLocation location = location(fields.require("in"), "path, query, header or body");
        ParameterType type = type(fields.require("type"));
        String wireName = wireName(fields, location, body);
        ParameterDefinition.Builder parameter = ParameterDefinition.builder(
                name,
                location == null ? ParameterLocation.QUERY : location,
                type == null ? ParameterType.STRING : type);
        if (wireName != null) {
            parameter.wireName(wireName);
        }
        readBounds(fields, type, parameter);
        readForm(fields, type, parameter);
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
            value.problem("expected one of string, integer, boolean, json, requests, query");
        }
        return type;
    }

    /** The name, or the pointer where it stands in a JSON body. A field of a form is a pointer of one segment. */
    static @Nullable String wireName(Fields fields, @Nullable ParameterLocation location, BodyRule body) {
        Value name = fields.get("name");
        Value pointer = fields.get("pointer");
        boolean inForm = location == ParameterLocation.BODY && body.isForm();
        boolean inJson = location == ParameterLocation.BODY && !inForm;
        if (location != null && name != null && inJson) {
            name.problem("expected \"pointer\" instead, because it stands in a body");
        }
        if (location != null && pointer != null && !inJson) {
            pointer.problem(
                    inForm
                            ? "expected \"name\" instead, because a field of a form has a name"
                            : "expected \"name\" instead, because it does not stand in a body");
        }
        Value given = inJson ? pointer : name;
        String text = given == null ? null : given.text();
        return inForm && text != null ? "/" + text.replace("~", "~0").replace("/", "~1") : text;
    }

    static @Nullable ResourceTemplate template(@Nullable Value value) {
        String text = value == null ? null : value.text();
        if (value == null || text == null) {
            return null;
        }
        try {
            return ResourceTemplate.parse(text);
        } catch (IllegalArgumentException e) {
            value.problem("expected a resource's name such as \"customers/{customer}/campaigns/{*}\": segments of"
                    + " letters, digits and _-.~:@=$, with at most one slot each, and one with the name of a pin");
            return null;
        }
    }

    /** What belongs to one type alone and says what form its values have. */
    private static void readForm(Fields fields, @Nullable ParameterType type, ParameterDefinition.Builder parameter) {
        Value elements = fields.get("elements");
        Value template = fields.get("template");
        Value queries = fields.get("queries");
        Value scope = fields.get("scope");
        if (type == null) {
            return;
        }
        if (type.isTree()) {
            Long most = elements == null ? null : elements.integer(1, MAX_ELEMENTS);
            if (most != null) {
                parameter.maxElements(most.intValue());
            }
        } else {
            refuse(elements, "expected no \"elements\", which is for json and requests");
        }
        if (type == ParameterType.STRING) {
            ResourceTemplate read = template(template);
            if (read != null) {
                parameter.template(read);
            }
        } else {
            refuse(template, "expected no \"template\", which is for strings");
        }
        if (type == ParameterType.QUERY) {
            readQueries(queries, scope, parameter);
        } else {
            refuse(queries, "expected no \"queries\", which is for queries");
            refuse(scope, "expected no \"scope\", which is for queries");
        }
    }

    private static void readQueries(
            @Nullable Value queries, @Nullable Value scope, ParameterDefinition.Builder parameter) {
        if (queries != null) {
            Map<String, String> texts = new LinkedHashMap<>();
            queries.named(ParameterReader::isName, NAME).forEach((name, value) -> {
                String text = value.text();
                if (text != null && texts.containsValue(text)) {
                    value.problem("expected each query under one name");
                } else if (text != null) {
                    texts.put(name, text);
                }
            });
            parameter.queries(texts);
            refuse(scope, "expected no \"scope\" beside \"queries\"");
        } else if (scope != null) {
            String text = scope.text();
            if ("credential".equals(text)) {
                parameter.credentialScope();
            } else if (text != null) {
                scope.problem("expected credential");
            }
        }
    }

    private static void readBounds(Fields fields, @Nullable ParameterType type, ParameterDefinition.Builder parameter) {
        Value max = fields.get("max");
        Value min = fields.get("min");
        Value pattern = fields.get("pattern");
        if (type == ParameterType.STRING || type == ParameterType.QUERY || (type != null && type.isTree())) {
            Long chars = max == null ? null : max.integer(1, MAX_CHARS);
            if (chars != null) {
                parameter.maxChars(chars.intValue());
            }
            refuse(min, "expected no \"min\", which is for integers");
            if (type != ParameterType.STRING) {
                refuse(pattern, "expected no \"pattern\", which is for strings");
                return;
            }
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

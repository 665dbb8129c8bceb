package dev.outloop.core.internal.config;

import dev.outloop.action.ActionDefinition;
import dev.outloop.action.BodyRule;
import dev.outloop.action.PathTemplate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads an action. */
final class ActionReader {

    static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final int MAX_TEMPLATE_CHARS = 2048;

    private ActionReader() {}

    /** The action, or null if method or path cannot be read; where a problem was reported, with whatever could be. */
    static @Nullable ActionDefinition read(String name, Value value) {
        Fields fields = value.fields();
        if (fields == null) {
            return null;
        }
        String method = readMethod(fields.require("method"));
        PathTemplate path = readPath(fields.require("path"));
        ActionDefinition.Builder action = ActionDefinition.builder(
                name, method == null ? "GET" : method, path == null ? PathTemplate.parse("/") : path);
        readAbout(fields.get("about"), action);
        Value params = fields.get("params");
        if (params != null) {
            for (Map.Entry<String, Value> entry :
                    params.named(ParameterReader::isName, ParameterReader.NAME).entrySet()) {
                ParameterReader.read(entry.getKey(), entry.getValue(), action);
            }
        }
        Value pins = fields.get("pins");
        if (pins != null) {
            pins.named().forEach((pin, places) -> PinPlaceReader.read(pin, places, action));
        }
        readBody(fields.get("body"), action);
        readReadOnly(fields.get("read-only"), action);
        ResponseReader.read(fields.get("response"), action);
        fields.end();
        return method == null || path == null ? null : action.build();
    }

    private static @Nullable String readMethod(@Nullable Value value) {
        String text = value == null ? null : value.text();
        if (value != null && text != null && !METHODS.contains(text)) {
            value.problem("expected one of " + String.join(", ", METHODS));
            return null;
        }
        return text;
    }

    private static @Nullable PathTemplate readPath(@Nullable Value value) {
        String text = value == null ? null : value.text();
        if (value == null || text == null) {
            return null;
        }
        try {
            if (text.length() <= MAX_TEMPLATE_CHARS) {
                return PathTemplate.parse(text);
            }
        } catch (IllegalArgumentException e) {
            // Its message names a slot, which is text of the source.
        }
        value.problem("expected a path such as \"/v1/{slot}\": no empty, '.' or '..' segment, no character that needs"
                + " escaping, at most one slot in a segment, and each slot once");
        return null;
    }

    private static void readAbout(@Nullable Value value, ActionDefinition.Builder action) {
        String text = value == null ? null : value.text();
        if (text != null) {
            action.about(text);
        }
    }

    private static void readBody(@Nullable Value value, ActionDefinition.Builder action) {
        String text = value == null ? null : value.text();
        if (value != null && text != null) {
            BodyRule.named(text).ifPresentOrElse(action::body, () -> value.problem("expected none, json or any"));
        }
    }

    private static void readReadOnly(@Nullable Value value, ActionDefinition.Builder action) {
        Boolean readOnly = value == null ? null : value.bool();
        if (readOnly != null) {
            action.readOnly(readOnly);
        }
    }
}

package dev.outloop.core.internal.config;

import dev.outloop.action.ActionDefinition;
import dev.outloop.action.ResponseFields;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Reads which fields of its answer an action gives back. */
final class ResponseReader {

    private ResponseReader() {}

    static void read(@Nullable Value value, ActionDefinition.Builder action) {
        Fields fields = value == null ? null : value.fields();
        if (fields == null) {
            return;
        }
        ResponseFields.Builder response = ResponseFields.builder();
        readPointers(fields.get("include"), response::include);
        readPointers(fields.get("exclude"), response::exclude);
        readErrors(fields.get("errors"), response);
        fields.end();
        try {
            action.response(response.build());
        } catch (IllegalArgumentException e) {
            if (!fields.has("include") && !fields.has("exclude")) {
                fields.problem("expected \"include\" or \"exclude\", with fields of the answer");
            }
        }
    }

    private static void readPointers(@Nullable Value value, Consumer<String> response) {
        if (value == null) {
            return;
        }
        List<Value> items = value.items();
        // An empty list reads like "nothing" and would mean "everything".
        if (value.isSequence() && items.isEmpty()) {
            value.problem("expected at least one field; leave the key out for none");
        }
        for (Value item : items) {
            String text = item.text();
            if (text != null) {
                try {
                    response.accept(text);
                } catch (IllegalArgumentException e) {
                    // Its message does not quote the pointer.
                    item.problem("expected another pointer: " + e.getMessage());
                }
            }
        }
    }

    private static void readErrors(@Nullable Value value, ResponseFields.Builder response) {
        String text = value == null ? null : value.text();
        if (value == null || text == null) {
            return;
        }
        if (text.equals("pass")) {
            response.passErrors();
        } else if (!text.equals("project")) {
            value.problem("expected project, or pass to show errors of the service whole");
        }
    }
}

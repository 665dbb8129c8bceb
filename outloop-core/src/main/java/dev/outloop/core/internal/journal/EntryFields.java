package dev.outloop.core.internal.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the flat objects that headers, notes and checkpoints are: texts and whole numbers. */
final class EntryFields {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private EntryFields() {}

    /** @throws IllegalArgumentException if it is no such object; the message quotes nothing of it */
    static Map<String, Object> parse(String object) {
        try (JsonParser json = JSON.createParser(object)) {
            Map<String, Object> fields = new LinkedHashMap<>();
            boolean opened = json.nextToken() == JsonToken.START_OBJECT;
            while (opened && json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                fields.put(name, value == JsonToken.VALUE_STRING ? json.getText() : (Object) json.getLongValue());
            }
            if (json.currentToken() == JsonToken.END_OBJECT && json.nextToken() == null) {
                return fields;
            }
        } catch (IOException e) {
            // Said below, without what was read.
        }
        throw new IllegalArgumentException("no flat object");
    }

    static String text(Map<String, Object> fields, String name) {
        return fields.get(name) instanceof String text ? text : "";
    }

    static long number(Map<String, Object> fields, String name, long otherwise) {
        return fields.get(name) instanceof Long number ? number : otherwise;
    }
}

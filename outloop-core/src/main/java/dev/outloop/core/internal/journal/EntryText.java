package dev.outloop.core.internal.journal;

import java.util.Locale;
import java.util.Map;

/** Texts and objects as records have them: printable ASCII, everything else escaped, no text above 256 characters. */
final class EntryText {

    private static final int MAX_CHARS = 256;

    private EntryText() {}

    static String quoted(String value) {
        StringBuilder out = new StringBuilder("\"");
        value.chars().limit(MAX_CHARS).forEach(c -> {
            if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
            } else if (c >= ' ' && c < 0x7f) {
                out.append((char) c);
            } else {
                out.append(String.format(Locale.ROOT, "\\u%04x", c));
            }
        });
        return out.append('"').toString();
    }

    /** One object on one line. */
    static String object(Map<String, Object> fields) {
        StringBuilder out = new StringBuilder();
        char separator = '{';
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            Object value = field.getValue();
            out.append(separator).append(quoted(field.getKey())).append(':');
            out.append(value instanceof Long ? value.toString() : quoted(value.toString()));
            separator = ',';
        }
        return out.append('}').toString();
    }
}

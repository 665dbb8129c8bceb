package dev.outloop.core.internal.admit;

import dev.outloop.action.ParameterType;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reference tokens of RFC 6901, section 3, and the values at them. */
final class JsonPlace {

    /** The segment that stands for every member or element at its level. */
    static final String ANY = "*";

    private JsonPlace() {}

    static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    static String unescape(String token) {
        return token.replace("~1", "/").replace("~0", "~");
    }

    /** A value as JSON of the declared type. */
    static Object typed(String value, ParameterType type) {
        if (type == ParameterType.INTEGER) {
            return new StrictJson.Numeral(value);
        }
        return type == ParameterType.BOOLEAN ? (Object) Boolean.valueOf(value) : value;
    }

    /** The written form if the JSON type is the declared one, else the empty string, which equals no pin. */
    static String text(@Nullable Object tree, ParameterType type) {
        if (tree instanceof StrictJson.Numeral number && type == ParameterType.INTEGER) {
            return number.text();
        }
        if (tree instanceof Boolean truth && type == ParameterType.BOOLEAN) {
            return truth.toString();
        }
        boolean text = type == ParameterType.STRING || type == ParameterType.QUERY;
        return text && tree instanceof String string ? string : "";
    }

    /** Puts a value at a pointer, with the objects on the way. */
    static void set(Map<String, @Nullable Object> root, String pointer, @Nullable Object value) {
        Map<String, @Nullable Object> at = root;
        String[] names = pointer.substring(1).split("/", -1);
        for (int i = 0; i < names.length; i++) {
            String name = unescape(names[i]);
            if (i == names.length - 1) {
                at.put(name, value);
            } else {
                @SuppressWarnings("unchecked") // only this method writes here, and it writes such maps
                Map<String, @Nullable Object> next =
                        (Map<String, @Nullable Object>) at.computeIfAbsent(name, any -> new LinkedHashMap<>());
                at = next;
            }
        }
    }
}

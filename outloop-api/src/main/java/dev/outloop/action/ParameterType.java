package dev.outloop.action;

import java.util.List;
import java.util.Optional;

/** What values a parameter takes. The set may grow. */
public final class ParameterType {

    /** Text, bounded in length and, where given, by a pattern. */
    public static final ParameterType STRING = new ParameterType("string");
    /** A whole number of 64 bits in canonical decimal form: no sign but {@code -}, no leading zero. */
    public static final ParameterType INTEGER = new ParameterType("integer");
    /** {@code true} or {@code false}. */
    public static final ParameterType BOOLEAN = new ParameterType("boolean");
    /** JSON of any shape inside a body, bounded in size, depth and values; typed requests give it as text. */
    public static final ParameterType JSON = new ParameterType("json");
    /**
     * A JSON array of requests to the same service, each judged as a raw request of its own: objects with
     * {@code method}, {@code relative_url} or {@code url}, and where needed {@code body}, {@code headers}, {@code id} and
     * {@code omit_response_on_success}. Typed requests give it as text.
     */
    public static final ParameterType REQUESTS = new ParameterType("requests");
    /**
     * Text in a query language. Where the definition has queries, a request chooses one of them: by its name if it is
     * typed, by its very text if it is raw.
     */
    public static final ParameterType QUERY = new ParameterType("query");

    private final String name;

    private ParameterType(String name) {
        this.name = name;
    }

    /** All types of this version. */
    public static List<ParameterType> all() {
        return List.of(STRING, INTEGER, BOOLEAN, JSON, REQUESTS, QUERY);
    }

    /** The type of that exact name. */
    public static Optional<ParameterType> named(String name) {
        return all().stream().filter(type -> type.name.equals(name)).findFirst();
    }

    /** Whether its values are trees of JSON. */
    public boolean isTree() {
        return this == JSON || this == REQUESTS;
    }

    /** The name as configurations write it. */
    public String name() {
        return name;
    }

    @Override
    public String toString() {
        return name;
    }
}

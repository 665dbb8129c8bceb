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

    private final String name;

    private ParameterType(String name) {
        this.name = name;
    }

    /** All types of this version. */
    public static List<ParameterType> all() {
        return List.of(STRING, INTEGER, BOOLEAN);
    }

    /** The type of that exact name. */
    public static Optional<ParameterType> named(String name) {
        return all().stream().filter(type -> type.name.equals(name)).findFirst();
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

package dev.outloop.action;

import java.util.List;
import java.util.Optional;

/** Where in a request a parameter or a pin stands. The set may grow. */
public final class ParameterLocation {

    /** A slot of the path template. */
    public static final ParameterLocation PATH = new ParameterLocation("path");
    /** A query pair. */
    public static final ParameterLocation QUERY = new ParameterLocation("query");
    /** A header field. */
    public static final ParameterLocation HEADER = new ParameterLocation("header");
    /** A place in a body, given by an RFC 6901 pointer through objects; in a form it has one segment, the field's name. */
    public static final ParameterLocation BODY = new ParameterLocation("body");

    private final String name;

    private ParameterLocation(String name) {
        this.name = name;
    }

    /** All locations of this version. */
    public static List<ParameterLocation> all() {
        return List.of(PATH, QUERY, HEADER, BODY);
    }

    /** The location of that exact name. */
    public static Optional<ParameterLocation> named(String name) {
        return all().stream().filter(location -> location.name.equals(name)).findFirst();
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

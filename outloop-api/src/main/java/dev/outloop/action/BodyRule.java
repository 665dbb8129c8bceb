package dev.outloop.action;

import java.util.List;
import java.util.Optional;

/** What body an action takes. The set may grow. */
public final class BodyRule {

    /** No body at all. */
    public static final BodyRule NONE = new BodyRule("none");
    /** One strict JSON value; where the action declares body parameters or pins, an object of just these. */
    public static final BodyRule JSON = new BodyRule("json");
    /** A JSON object of {@code query}, {@code variables} and {@code operationName}; the query is a parameter of its own type. */
    public static final BodyRule GRAPHQL = new BodyRule("graphql");
    /** {@code application/x-www-form-urlencoded}: just the declared fields, each once. */
    public static final BodyRule FORM = new BodyRule("form");
    /** {@code multipart/form-data} (RFC 7578): just the declared fields, each once, as text. */
    public static final BodyRule MULTIPART = new BodyRule("multipart");
    /** Any bytes with their media type; JSON among them is still read strictly. Not for actions with pins. */
    public static final BodyRule ANY = new BodyRule("any");

    private final String name;

    private BodyRule(String name) {
        this.name = name;
    }

    /** The rule of that exact name. */
    public static Optional<BodyRule> named(String name) {
        return List.of(NONE, JSON, GRAPHQL, FORM, MULTIPART, ANY).stream()
                .filter(rule -> rule.name.equals(name))
                .findFirst();
    }

    /** Whether its places are pointers into JSON. */
    public boolean isJson() {
        return this == JSON || this == GRAPHQL;
    }

    /** Whether its places are the names of fields. */
    public boolean isForm() {
        return this == FORM || this == MULTIPART;
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

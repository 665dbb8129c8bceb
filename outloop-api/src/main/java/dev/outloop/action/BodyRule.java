package dev.outloop.action;

import java.util.List;
import java.util.Optional;

/** What body an action takes. The set may grow. */
public final class BodyRule {

    /** No body at all. */
    public static final BodyRule NONE = new BodyRule("none");
    /** One strict JSON value; where the action declares body parameters or pins, an object of just these. */
    public static final BodyRule JSON = new BodyRule("json");
    /** Any bytes with their media type; JSON among them is still read strictly. Not for actions with pins. */
    public static final BodyRule ANY = new BodyRule("any");

    private final String name;

    private BodyRule(String name) {
        this.name = name;
    }

    /** The rule of that exact name. */
    public static Optional<BodyRule> named(String name) {
        return List.of(NONE, JSON, ANY).stream()
                .filter(rule -> rule.name.equals(name))
                .findFirst();
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

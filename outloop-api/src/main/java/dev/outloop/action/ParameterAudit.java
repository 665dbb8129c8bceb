package dev.outloop.action;

import java.util.List;
import java.util.Optional;

/** What the trail is told of a parameter's value. The set may grow. */
public final class ParameterAudit {

    /** The value itself, with secrets cut: for names and numbers that a person wants to find an action by. */
    public static final ParameterAudit VALUE = new ParameterAudit("value");

    /**
     * A keyed fingerprint. Equal values of one parameter have equal ones within a tenant; without the key none can be
     * guessed from it, and fingerprints of two tenants cannot be compared.
     */
    public static final ParameterAudit FINGERPRINT = new ParameterAudit("fingerprint");

    /** Nothing, not even that it was given. */
    public static final ParameterAudit NONE = new ParameterAudit("none");

    private final String name;

    private ParameterAudit(String name) {
        this.name = name;
    }

    /** All of this version. */
    public static List<ParameterAudit> all() {
        return List.of(VALUE, FINGERPRINT, NONE);
    }

    /** The one of that exact name. */
    public static Optional<ParameterAudit> named(String name) {
        return all().stream().filter(audit -> audit.name.equals(name)).findFirst();
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

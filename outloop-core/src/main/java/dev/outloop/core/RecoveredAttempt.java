package dev.outloop.core;

import dev.outloop.audit.AuditRecord;
import java.time.Instant;
import java.util.Objects;

/**
 * An attempt of an earlier run that had no outcome: whether it did something at the service is not known, and only the
 * service can tell. Immutable.
 */
public final class RecoveredAttempt {

    private final AuditRecord attempt;

    RecoveredAttempt(AuditRecord attempt) {
        this.attempt = attempt;
    }

    /** The id of the call, under which the trail has it. */
    public String id() {
        return attempt.actionId();
    }

    /** When it was recorded. */
    public Instant time() {
        return Instant.parse(field("time"));
    }

    /** The workspace's name. */
    public String workspace() {
        return field("workspace");
    }

    /** The alias. */
    public String alias() {
        return field("alias");
    }

    /** The action's name. */
    public String action() {
        return field("action");
    }

    @Override
    public String toString() {
        return id() + " (" + action() + " of " + alias() + " for " + workspace() + " at " + field("time") + ")";
    }

    private String field(String name) {
        return Objects.toString(attempt.fields().get(name), "");
    }
}

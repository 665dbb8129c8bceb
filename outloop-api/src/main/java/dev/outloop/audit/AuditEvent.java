package dev.outloop.audit;

import java.util.List;
import java.util.Optional;

/** What a record says happened. The set may grow. */
public final class AuditEvent {

    /** A call is about to be made; durable before the vault or the service is asked. */
    public static final AuditEvent ATTEMPT = new AuditEvent("ATTEMPT");
    /** How the attempt with the same action id ended. */
    public static final AuditEvent OUTCOME = new AuditEvent("OUTCOME");
    /** A request was refused; neither vault nor service was asked. */
    public static final AuditEvent DENIED = new AuditEvent("DENIED");
    /** A request waits for a person; neither vault nor service was asked. */
    public static final AuditEvent PENDING = new AuditEvent("PENDING");
    /** A torn last record of a crash was cut off when the trail was opened. */
    public static final AuditEvent RECOVERED = new AuditEvent("RECOVERED");

    private final String name;

    private AuditEvent(String name) {
        this.name = name;
    }

    /** The event of that exact name. */
    public static Optional<AuditEvent> named(String name) {
        return List.of(ATTEMPT, OUTCOME, DENIED, PENDING, RECOVERED).stream()
                .filter(event -> event.name.equals(name))
                .findFirst();
    }

    /** The stable name. */
    public String name() {
        return name;
    }

    @Override
    public String toString() {
        return name;
    }
}

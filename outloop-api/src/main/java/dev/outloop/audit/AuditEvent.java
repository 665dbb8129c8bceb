package dev.outloop.audit;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    /** A person approved a pending request. */
    public static final AuditEvent APPROVED = new AuditEvent("APPROVED");
    /** A person rejected a pending request. */
    public static final AuditEvent REJECTED = new AuditEvent("REJECTED");
    /** A credential was minted from another one. */
    public static final AuditEvent MINTED = new AuditEvent("MINTED");
    /** The broker is about to write a secret into a vault. */
    public static final AuditEvent VAULT_WRITE = new AuditEvent("VAULT_WRITE");
    /** An access was added, changed or taken away while the broker ran. */
    public static final AuditEvent ACCESS_CHANGED = new AuditEvent("ACCESS_CHANGED");
    /** A broker started, or goes on, under definitions with the hashes in this record. */
    public static final AuditEvent CONFIG_LOADED = new AuditEvent("CONFIG_LOADED");
    /** A sink repaired its trail after a crash or a failure. */
    public static final AuditEvent RECOVERED = new AuditEvent("RECOVERED");
    /** A sink signed what it has so far. */
    public static final AuditEvent CHECKPOINT = new AuditEvent("CHECKPOINT");
    /** A sink could not take some records that others took. */
    public static final AuditEvent MISSED = new AuditEvent("MISSED");
    /** A sink removed records that were older than it has to keep. */
    public static final AuditEvent REMOVED = new AuditEvent("REMOVED");

    private static final Map<String, AuditEvent> KNOWN = Stream.of(
                    ATTEMPT,
                    OUTCOME,
                    DENIED,
                    PENDING,
                    APPROVED,
                    REJECTED,
                    MINTED,
                    VAULT_WRITE,
                    ACCESS_CHANGED,
                    CONFIG_LOADED,
                    RECOVERED,
                    CHECKPOINT,
                    MISSED,
                    REMOVED)
            .collect(Collectors.toUnmodifiableMap(AuditEvent::name, event -> event));

    private final String name;

    private AuditEvent(String name) {
        this.name = name;
    }

    /** The event of that exact name. */
    public static Optional<AuditEvent> named(String name) {
        return Optional.ofNullable(KNOWN.get(name));
    }

    /** The event of that name, also if a later version wrote it. */
    static AuditEvent called(String name) {
        return named(name).orElseGet(() -> new AuditEvent(name));
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

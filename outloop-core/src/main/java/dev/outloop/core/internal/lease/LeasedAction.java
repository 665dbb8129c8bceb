package dev.outloop.core.internal.lease;

import dev.outloop.core.internal.admit.AdmittedAction;
import dev.outloop.core.internal.journal.RecordedAttempt;
import dev.outloop.secret.Lease;
import dev.outloop.secret.Secret;
import java.util.Collection;
import java.util.Map;

/**
 * A recorded attempt with its credential, fit for its place. Holding one proves that lease ran; closing it gives every
 * lease back.
 */
public final class LeasedAction implements AutoCloseable {

    private final RecordedAttempt attempt;
    private final Map<String, Lease> leases;

    LeasedAction(RecordedAttempt attempt, Map<String, Lease> leases) {
        this.attempt = attempt;
        this.leases = Map.copyOf(leases);
    }

    /** What was recorded. */
    public RecordedAttempt attempt() {
        return attempt;
    }

    /** What was admitted. */
    public AdmittedAction admitted() {
        return attempt.admitted();
    }

    boolean has(String part) {
        return leases.containsKey(part);
    }

    /** The secret of a part that the service's placements name. */
    public Secret secret(String part) {
        Lease lease = leases.get(part);
        if (lease == null) {
            throw new IllegalStateException("no secret was leased for a placement of the service");
        }
        return lease.secret();
    }

    /** All leases, for the checker. */
    public Collection<Lease> leases() {
        return leases.values();
    }

    @Override
    public void close() {
        leases.values().forEach(Lease::close);
    }
}

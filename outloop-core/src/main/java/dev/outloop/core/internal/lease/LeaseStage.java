package dev.outloop.core.internal.lease;

import dev.outloop.action.CredentialPlacement;
import dev.outloop.action.Effect;
import dev.outloop.core.internal.admit.AdmittedAction;
import dev.outloop.core.internal.admit.CallScope;
import dev.outloop.core.internal.journal.RecordedAttempt;
import dev.outloop.core.internal.journal.Stopped;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Lease;
import dev.outloop.secret.SecretRef;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The fourth stage: every part of the credential is leased from its vault, and each has to fit its place. */
public final class LeaseStage implements AutoCloseable {

    private final Vaults vaults;

    /** A stage over the vaults, which it closes. */
    public LeaseStage(Vaults vaults) {
        this.vaults = vaults;
    }

    /**
     * Leases what the service's placements need, within what is left of the deadline.
     *
     * @throws Stopped with effect NONE; nothing is then left on loan
     */
    public LeasedAction lease(RecordedAttempt attempt, Duration remaining) throws Stopped {
        AdmittedAction admitted = attempt.admitted();
        Map<String, Lease> leases = new HashMap<>();
        boolean complete = false;
        try {
            for (CredentialPlacement placement : admitted.binding().service().credentials()) {
                Lease lease = leases.get(placement.part());
                if (lease == null) {
                    lease = vaults.lease(reference(admitted, placement.part()), remaining, admitted.scope());
                    leases.put(placement.part(), lease);
                }
                Fit.require(lease.secret(), placement);
            }
            requireCurrent(admitted.scope());
            complete = true;
            return new LeasedAction(attempt, leases);
        } finally {
            if (!complete) {
                leases.values().forEach(Lease::close);
            }
        }
    }

    /** The access may have been changed, or the call ended, while the vault was asked. */
    static void requireCurrent(CallScope scope) throws Stopped {
        Optional<ErrorCode> stopped = scope.stopCode();
        if (stopped.isPresent()) {
            throw new Stopped(
                    stopped.get(), Effect.NONE, "The call was ended before anything was sent; it may be tried again.");
        }
    }

    @Override
    public void close() {
        vaults.close();
    }

    private static SecretRef reference(AdmittedAction admitted, String part) throws Stopped {
        SecretRef ref = admitted.binding().access().secrets().get(part);
        if (ref == null) {
            throw new Stopped(
                    ErrorCode.SECRET_NOT_FOUND,
                    Effect.NONE,
                    "The access names no secret for one part of the credential; the person who grants access has to.");
        }
        return ref;
    }
}

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
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
                requireFit(lease, placement, reference(admitted, placement.part()));
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

    /**
     * Leases anew what a service has refused, asking each vault at most once. Empty if no value has changed, if the vault
     * was asked for that reason lately, or if it lends nothing that fits: what the service answered then stands.
     *
     * <p>To be called for requests that change nothing, before anything of the answer was handed out.
     */
    public Optional<LeasedAction> renew(LeasedAction refused, Duration remaining) {
        AdmittedAction admitted = refused.admitted();
        Map<String, Lease> leases = new HashMap<>();
        boolean changed = false;
        boolean complete = false;
        try {
            for (CredentialPlacement placement : admitted.binding().service().credentials()) {
                String part = placement.part();
                SecretRef ref = reference(admitted, part);
                if (!leases.containsKey(part)) {
                    Optional<Lease> renewed = vaults.renewed(ref, refused.secret(part), remaining, admitted.scope());
                    changed |= renewed.isPresent();
                    leases.put(
                            part,
                            renewed.orElseGet(
                                    () -> Lease.of(refused.secret(part).copy())));
                }
                requireFit(leases.get(part), placement, ref);
            }
            requireCurrent(admitted.scope());
            complete = changed;
            return changed ? Optional.of(new LeasedAction(refused.attempt().again(), leases)) : Optional.empty();
        } catch (Stopped e) {
            return Optional.empty();
        } finally {
            if (!complete) {
                leases.values().forEach(Lease::close);
            }
        }
    }

    /** Has whoever asks next get another value than the refused one, if there is one. */
    public void refused(LeasedAction refused) {
        refused.admitted().binding().secrets().forEach((part, ref) -> {
            if (refused.has(part)) {
                vaults.refused(ref, refused.secret(part));
            }
        });
    }

    /** What the credentials come from. */
    public Vaults vaults() {
        return vaults;
    }

    private void requireFit(@Nullable Lease lease, CredentialPlacement placement, SecretRef ref) throws Stopped {
        try {
            Fit.require(Objects.requireNonNull(lease, "lease").secret(), placement);
        } catch (Stopped unfit) {
            vaults.unfit(ref);
            throw unfit;
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
        SecretRef ref = admitted.binding().secrets().get(part);
        if (ref == null) {
            throw new Stopped(
                    ErrorCode.SECRET_NOT_FOUND,
                    Effect.NONE,
                    "The access names no secret for one part of the credential; the person who grants access has to.");
        }
        return ref;
    }
}

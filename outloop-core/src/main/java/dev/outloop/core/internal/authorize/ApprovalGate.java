package dev.outloop.core.internal.authorize;

import dev.outloop.core.internal.admit.AdmittedAction;
import dev.outloop.core.internal.admit.Refused;
import dev.outloop.policy.Decision;
import java.util.Optional;

/** Where a request that a person has to approve is let through, once one has. Thread-safe. */
public interface ApprovalGate {

    /**
     * Uses an approval of this very request.
     *
     * @param decision the one that wants a person
     * @return the approval's id, for the trail; empty if a person has to be asked
     * @throws Refused with APPROVAL_REJECTED if a person said no, or with STATE_UNAVAILABLE
     */
    Optional<String> claim(AdmittedAction admitted, Decision decision) throws Refused;

    /** Whether there is an approval, in a few words, without using it; for explanations. */
    String look(AdmittedAction admitted, Decision decision);
}

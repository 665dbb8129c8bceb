package dev.outloop.core.internal.authorize;

import dev.outloop.core.internal.admit.AdmittedAction;
import dev.outloop.policy.Decision;

/** Policy allows a request once a person has approved it, and nobody has. */
public final class ApprovalNeeded extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient AdmittedAction admitted;
    private final transient Decision decision;

    ApprovalNeeded(AdmittedAction admitted, Decision decision) {
        super(null, null, false, false);
        this.admitted = admitted;
        this.decision = decision;
    }

    /** What would be done. */
    public AdmittedAction admitted() {
        return admitted;
    }

    /** The decision that wants a person. */
    public Decision decision() {
        return decision;
    }
}

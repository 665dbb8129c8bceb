package dev.outloop.core.internal.authorize;

import dev.outloop.core.internal.admit.AdmittedAction;
import dev.outloop.policy.Decision;

/** An admitted action that policy allows. Holding one proves that authorize ran. */
public final class AuthorizedAction {

    private final AdmittedAction admitted;
    private final Decision decision;

    AuthorizedAction(AdmittedAction admitted, Decision decision) {
        this.admitted = admitted;
        this.decision = decision;
    }

    /** What was admitted. */
    public AdmittedAction admitted() {
        return admitted;
    }

    /** The decision that allowed it. */
    public Decision decision() {
        return decision;
    }
}

package dev.outloop.core.internal.authorize;

import dev.outloop.core.internal.admit.AdmittedAction;
import dev.outloop.policy.Decision;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An admitted action that policy allows. Holding one proves that authorize ran. */
public final class AuthorizedAction {

    private final AdmittedAction admitted;
    private final Decision decision;
    private final Reserved reserved;
    private final @Nullable String approval;

    AuthorizedAction(AdmittedAction admitted, Decision decision, Reserved reserved, @Nullable String approval) {
        this.admitted = admitted;
        this.decision = decision;
        this.reserved = reserved;
        this.approval = approval;
    }

    /** What was admitted. */
    public AdmittedAction admitted() {
        return admitted;
    }

    /** The decision that allowed it. */
    public Decision decision() {
        return decision;
    }

    /** What it was given of limits; whoever attempts it settles that. */
    public Reserved reserved() {
        return reserved;
    }

    /** The id of the approval that was used for it, if it needed one. */
    public Optional<String> approval() {
        return Optional.ofNullable(approval);
    }
}

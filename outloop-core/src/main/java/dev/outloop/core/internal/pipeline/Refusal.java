package dev.outloop.core.internal.pipeline;

import dev.outloop.action.Effect;
import dev.outloop.core.internal.admit.Deadlines.Deadline;
import dev.outloop.core.internal.dispatch.RawResponse;
import dev.outloop.core.internal.journal.Stopped;
import dev.outloop.core.internal.lease.LeaseStage;
import dev.outloop.core.internal.lease.LeasedAction;
import java.util.Optional;

/**
 * What follows when a service refuses a credential (401; RFC 9110, section 15.5.2): the vault may have another one by now,
 * as after a rotation. Only what changes nothing is sent again, and only once.
 */
final class Refusal {

    private static final int UNAUTHORIZED = 401;

    private Refusal() {}

    /** The same with another credential, if the answer is such a refusal and there is one. */
    static Optional<LeasedAction> renew(LeaseStage stage, RawResponse raw, LeasedAction leased, Deadline deadline) {
        if (raw.status() != UNAUTHORIZED) {
            return Optional.empty();
        }
        if (!leased.admitted().action().readOnly()) {
            stage.refused(leased);
            return Optional.empty();
        }
        return stage.renew(leased, deadline.remaining());
    }

    /** Sends the request for the second time; whatever happens to it, the service has answered the first. */
    static RawResponse repeated(Sending sending) throws Stopped {
        try {
            return sending.send();
        } catch (Stopped stopped) {
            Effect effect = stopped.effect() == Effect.NONE ? Effect.HAPPENED : stopped.effect();
            throw new Stopped(
                    stopped.code(),
                    effect,
                    "The service refused the credential, and the same request with the vault's new one failed. "
                            + stopped.sentence());
        }
    }

    /** Sends a request. */
    interface Sending {
        RawResponse send() throws Stopped;
    }
}

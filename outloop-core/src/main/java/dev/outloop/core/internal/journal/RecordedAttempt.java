package dev.outloop.core.internal.journal;

import dev.outloop.core.internal.admit.AdmittedAction;
import dev.outloop.core.internal.authorize.AuthorizedAction;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An authorized action whose ATTEMPT is durable. Holding one proves that the sync ran; it is used once, and once
 * {@link #again} if the service refused the credential.
 */
public final class RecordedAttempt {

    private final AuthorizedAction authorized;
    private final AtomicBoolean claimed = new AtomicBoolean();
    private final AtomicBoolean repeated = new AtomicBoolean();

    RecordedAttempt(AuthorizedAction authorized) {
        this.authorized = authorized;
    }

    /** What was authorized. */
    public AuthorizedAction authorized() {
        return authorized;
    }

    /** What was admitted. */
    public AdmittedAction admitted() {
        return authorized.admitted();
    }

    /**
     * The same attempt for the same request with another credential: it was used, the service refused it for its
     * credential, and what is on the trail stands for both. The outcome then says how the second one ended.
     *
     * @throws IllegalStateException if the attempt was not used yet, was repeated before or is itself a repetition, or if
     *     its action may change something
     */
    public RecordedAttempt again() {
        if (!claimed.get() || !admitted().action().readOnly() || !repeated.compareAndSet(false, true)) {
            throw new IllegalStateException("an attempt is repeated once, after it was made, if it changes nothing");
        }
        RecordedAttempt second = new RecordedAttempt(authorized);
        second.repeated.set(true);
        return second;
    }

    /** Uses the attempt up. @throws IllegalStateException the second time: one record stands for one call */
    public void claim() {
        if (!claimed.compareAndSet(false, true)) {
            throw new IllegalStateException("this attempt was made already");
        }
    }
}

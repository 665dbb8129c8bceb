package dev.outloop.core.internal.journal;

import dev.outloop.core.internal.admit.AdmittedAction;
import dev.outloop.core.internal.authorize.AuthorizedAction;
import java.util.concurrent.atomic.AtomicBoolean;

/** An authorized action whose ATTEMPT is durable. Holding one proves that the sync ran; it is used once. */
public final class RecordedAttempt {

    private final AuthorizedAction authorized;
    private final AtomicBoolean claimed = new AtomicBoolean();

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

    /** Uses the attempt up. @throws IllegalStateException the second time: one record stands for one call */
    public void claim() {
        if (!claimed.compareAndSet(false, true)) {
            throw new IllegalStateException("this attempt was made already");
        }
    }
}

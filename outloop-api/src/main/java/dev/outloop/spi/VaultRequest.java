package dev.outloop.spi;

import dev.outloop.secret.SecretRef;
import java.time.Instant;
import java.util.Objects;

/** Which secret a vault is asked for, and until when an answer is of use. Immutable. */
public final class VaultRequest {

    private final SecretRef ref;
    private final Instant deadline;

    private VaultRequest(SecretRef ref, Instant deadline) {
        this.ref = Objects.requireNonNull(ref, "ref");
        this.deadline = Objects.requireNonNull(deadline, "deadline");
    }

    /** A request that is of use until the deadline, by the clock of the {@link VaultContext}. */
    public static VaultRequest of(SecretRef ref, Instant deadline) {
        return new VaultRequest(ref, deadline);
    }

    /** The secret; its vault is the name under which this backend was opened. */
    public SecretRef ref() {
        return ref;
    }

    /** When the broker stops waiting. */
    public Instant deadline() {
        return deadline;
    }

    @Override
    public String toString() {
        return "VaultRequest[" + ref + "]";
    }
}

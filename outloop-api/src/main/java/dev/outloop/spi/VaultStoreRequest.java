package dev.outloop.spi;

import dev.outloop.secret.Secret;
import dev.outloop.secret.SecretRef;
import java.time.Instant;
import java.util.Objects;

/** A secret that a vault is to keep. The one who asks closes the secret afterwards. Immutable. */
public final class VaultStoreRequest {

    private final SecretRef ref;
    private final Secret value;
    private final Instant deadline;

    private VaultStoreRequest(SecretRef ref, Secret value, Instant deadline) {
        this.ref = Objects.requireNonNull(ref, "ref");
        this.value = Objects.requireNonNull(value, "value");
        this.deadline = Objects.requireNonNull(deadline, "deadline");
    }

    /** A request to keep the value under the reference, in place of what is there. */
    public static VaultStoreRequest of(SecretRef ref, Secret value, Instant deadline) {
        return new VaultStoreRequest(ref, value, deadline);
    }

    /** Where to keep it. */
    public SecretRef ref() {
        return ref;
    }

    /** What to keep; open it, do not close it. */
    public Secret value() {
        return value;
    }

    /** When the broker stops waiting. */
    public Instant deadline() {
        return deadline;
    }

    @Override
    public String toString() {
        return "VaultStoreRequest[" + ref + "]";
    }
}

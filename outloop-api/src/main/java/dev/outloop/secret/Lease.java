package dev.outloop.secret;

import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a secret on loan from a vault.
 *
 * <p><b>Guarantees:</b> {@link #close()} overwrites the bytes and tells the vault, once, however often it is called.
 * <b>Does not guarantee</b> that the vault's own copy is revoked: that is what the vault does with {@code onRelease}.
 * Whoever was given the lease closes it. Thread-safe.
 */
public final class Lease implements AutoCloseable {

    private final Secret secret;
    private final @Nullable String version;
    private final @Nullable Instant expiresAt;
    private final @Nullable Renewal renewal;
    private final Runnable onRelease;
    private final AtomicBoolean released = new AtomicBoolean();

    private Lease(Builder builder) {
        this.secret = builder.secret;
        this.version = builder.version;
        this.expiresAt = builder.expiresAt;
        this.renewal = builder.renewal;
        this.onRelease = builder.onRelease;
    }

    /** How a vault extends a loan. */
    @FunctionalInterface
    public interface Renewal {
        /** A new lease that takes the place of the old one, which the caller then closes. Blocking. */
        Lease renew();
    }

    /** A lease without version, expiry or release; it takes over the secret and closes it. */
    public static Lease of(Secret secret) {
        return builder(secret).build();
    }

    /** Starts a lease that takes over the secret and closes it. */
    public static Builder builder(Secret secret) {
        return new Builder(secret);
    }

    /** The secret on loan, closed with this lease. Do not close it yourself. */
    public Secret secret() {
        return secret;
    }

    /** The vault's own mark of this value, never derived from it; empty if the vault has none. */
    public Optional<String> version() {
        return Optional.ofNullable(version);
    }

    /** When the value stops being valid, if the vault said so. */
    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(expiresAt);
    }

    /** A fresh lease in place of this one, if the vault can renew it. */
    public Optional<Lease> renew() {
        return renewal == null ? Optional.empty() : Optional.of(renewal.renew());
    }

    @Override
    public void close() {
        if (released.compareAndSet(false, true)) {
            secret.close();
            onRelease.run();
        }
    }

    @Override
    public String toString() {
        return "Lease[redacted]";
    }

    /** Collects what a lease has beside its secret. Not thread-safe. */
    public static final class Builder {
        private final Secret secret;
        private @Nullable String version;
        private @Nullable Instant expiresAt;
        private @Nullable Renewal renewal;
        private Runnable onRelease = () -> {};

        private Builder(Secret secret) {
            this.secret = Objects.requireNonNull(secret, "secret");
        }

        /** The vault's own mark of this value; never something derived from it. */
        public Builder version(String version) {
            this.version = Objects.requireNonNull(version, "version");
            return this;
        }

        /** When the value stops being valid. */
        public Builder expiresAt(Instant expiresAt) {
            this.expiresAt = Objects.requireNonNull(expiresAt, "expiresAt");
            return this;
        }

        /** How to extend the loan. */
        public Builder renewal(Renewal renewal) {
            this.renewal = Objects.requireNonNull(renewal, "renewal");
            return this;
        }

        /**
         * What to do once on release, after the bytes are overwritten. It must neither throw nor wait for anything: it runs
         * on the thread that lets go last, which may be that of a call, and nothing bounds it.
         */
        public Builder onRelease(Runnable onRelease) {
            this.onRelease = Objects.requireNonNull(onRelease, "onRelease");
            return this;
        }

        /** The lease. */
        public Lease build() {
            return new Lease(this);
        }
    }
}

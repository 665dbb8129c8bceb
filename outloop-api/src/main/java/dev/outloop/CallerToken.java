package dev.outloop;

import dev.outloop.secret.Secret;
import java.time.Instant;
import java.util.Objects;

/** A token that was just issued: its value is shown here once, and the broker keeps a hash of it. */
public final class CallerToken implements AutoCloseable {

    private final String id;
    private final Secret value;
    private final Instant expiresAt;

    private CallerToken(String id, Secret value, Instant expiresAt) {
        this.id = Objects.requireNonNull(id, "id");
        this.value = Objects.requireNonNull(value, "value");
        this.expiresAt = Objects.requireNonNull(expiresAt, "expiresAt");
    }

    /** A token; this object takes over the value and closes it. */
    public static CallerToken of(String id, Secret value, Instant expiresAt) {
        return new CallerToken(id, value, expiresAt);
    }

    /** The name to rotate or revoke it by; not secret. */
    public String id() {
        return id;
    }

    /** The token, in ASCII. */
    public Secret value() {
        return value;
    }

    /** When it stops being valid. */
    public Instant expiresAt() {
        return expiresAt;
    }

    @Override
    public void close() {
        value.close();
    }

    @Override
    public String toString() {
        return "CallerToken[" + id + "]";
    }
}

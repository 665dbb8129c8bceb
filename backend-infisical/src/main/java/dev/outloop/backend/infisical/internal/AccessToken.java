package dev.outloop.backend.infisical.internal;

import dev.outloop.secret.Secret;

/** A copy of an access token for one request, closed by whoever was given it. Holds a number to tell tokens apart. */
final class AccessToken implements AutoCloseable {

    private final long number;
    private final Secret secret;

    /** Takes over the secret. */
    AccessToken(long number, Secret secret) {
        this.number = number;
        this.secret = secret;
    }

    long number() {
        return number;
    }

    Secret secret() {
        return secret;
    }

    @Override
    public void close() {
        secret.close();
    }

    /** The number alone. */
    @Override
    public String toString() {
        return "AccessToken[" + number + "]";
    }
}

package dev.outloop.backend.infisical.internal;

import dev.outloop.secret.Secret;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The one access token that is good now, overwritten when another takes its place. Thread-safe. */
final class HeldToken implements AutoCloseable {

    private @Nullable Secret secret;
    private long number;
    private Instant renewAt = Instant.MIN;
    private Instant expiresAt = Instant.MIN;
    private boolean accepted;
    private boolean closed;

    /** A copy, which the caller closes, if there is a token after that number and it has not expired. */
    synchronized @Nullable AccessToken lend(long after, Instant now) {
        Secret held = secret;
        return held != null && number > after && now.isBefore(expiresAt) ? new AccessToken(number, held.copy()) : null;
    }

    /** The number of the last token, held or dropped. */
    synchronized long number() {
        return number;
    }

    /** Whether there is a token that is still good, and close to its end. */
    synchronized boolean isDue(Instant now) {
        return secret != null && !now.isBefore(renewAt) && now.isBefore(expiresAt);
    }

    /** Puts another in its place, and takes it over. */
    synchronized void replace(Secret token, TokenLife life) {
        drop(number);
        number++;
        accepted = false;
        renewAt = life.renewAt();
        expiresAt = life.expiresAt();
        if (closed) {
            token.close();
        } else {
            secret = token;
        }
    }

    /** Forgets that one, if it is held. */
    synchronized void drop(long which) {
        if (secret != null && which == number) {
            secret.close();
            secret = null;
        }
    }

    synchronized void accept(long which) {
        accepted |= which == number;
    }

    /** Whether the server refused that one although it has never taken it. */
    synchronized boolean isUnproven(long which) {
        return which == number && !accepted;
    }

    @Override
    public synchronized void close() {
        closed = true;
        drop(number);
    }
}

package dev.outloop.backend.infisical.internal;

import dev.outloop.spi.VaultException;
import java.time.Instant;
import java.util.Optional;

/** Where access tokens come from. Thread-safe; blocking. */
interface AccessTokens extends AutoCloseable {

    /** A token that should be good now. */
    AccessToken current(Instant deadline) throws VaultException;

    /** Another token after the server refused this one; empty if there can be none. */
    Optional<AccessToken> insteadOf(AccessToken refused, Instant deadline) throws VaultException;

    /** The server took the token, whatever else it said. */
    void accepted(AccessToken token);

    /** The server refused the token that was given instead of another. */
    void refusedAgain(AccessToken token);

    @Override
    void close();
}

package dev.outloop.backend.infisical.internal;

import dev.outloop.secret.Lease;
import dev.outloop.spi.VaultContext;
import dev.outloop.spi.VaultException;
import java.time.Instant;
import java.util.Optional;

/** A token that lies in another vault; asked for each time, never kept. Thread-safe. */
final class FixedToken implements AccessTokens {

    private final VaultContext context;

    FixedToken(VaultContext context) {
        this.context = context;
    }

    @Override
    public AccessToken current(Instant deadline) throws VaultException {
        try (Lease lease = Borrowed.secret(context, Settings.TOKEN)) {
            return new AccessToken(0, lease.secret().copy());
        }
    }

    @Override
    public Optional<AccessToken> insteadOf(AccessToken refused, Instant deadline) {
        return Optional.empty();
    }

    @Override
    public void accepted(AccessToken token) {}

    @Override
    public void refusedAgain(AccessToken token) {}

    @Override
    public void close() {}
}

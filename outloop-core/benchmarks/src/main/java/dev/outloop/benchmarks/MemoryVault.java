package dev.outloop.benchmarks;

import dev.outloop.secret.Lease;
import dev.outloop.secret.Secret;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultRequest;

/** One secret in memory, lent to whoever asks, at once. */
final class MemoryVault implements VaultBackend {

    private final Secret secret;

    /** Takes over the secret. */
    MemoryVault(Secret secret) {
        this.secret = secret;
    }

    @Override
    public Lease lease(VaultRequest request) {
        return Lease.of(secret.copy());
    }

    @Override
    public boolean answersAtOnce() {
        return true;
    }

    @Override
    public void close() {
        secret.close();
    }
}

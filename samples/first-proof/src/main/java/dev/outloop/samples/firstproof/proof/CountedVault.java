package dev.outloop.samples.firstproof.proof;

import dev.outloop.core.VaultSet;
import dev.outloop.secret.Lease;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultRequest;
import java.util.concurrent.atomic.AtomicInteger;

/** A vault in front of which somebody counts, and notes whether the attempt was durable before the vault was asked. */
final class CountedVault implements VaultBackend {

    private final VaultSet vaults;
    private final VaultBackend vault;
    private final WatchedTrail trail;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger afterDurableAttempt = new AtomicInteger();

    /** Closes the vaults with itself. */
    CountedVault(VaultSet vaults, VaultBackend vault, WatchedTrail trail) {
        this.vaults = vaults;
        this.vault = vault;
        this.trail = trail;
    }

    @Override
    public Lease lease(VaultRequest request) throws VaultException {
        calls.incrementAndGet();
        if (trail.endsInDurableAttempt()) {
            afterDurableAttempt.incrementAndGet();
        }
        return vault.lease(request);
    }

    /** How often the broker asked it. */
    int calls() {
        return calls.get();
    }

    /** How many of these calls had their attempt on the disk. */
    int callsAfterDurableAttempt() {
        return afterDurableAttempt.get();
    }

    @Override
    public void close() {
        vaults.close();
    }
}

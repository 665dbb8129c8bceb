package dev.outloop.testkit.contract;

import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Lease;
import dev.outloop.secret.Secret;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultRequest;
import dev.outloop.spi.VaultStoreRequest;
import dev.outloop.testkit.fake.InMemoryVault;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Passes everything on; each bad vault changes one thing. */
class PassingVault implements VaultBackend.Storing, VaultBackend.Deleting, VaultBackend.Listing {
    final InMemoryVault good;

    PassingVault(InMemoryVault good) {
        this.good = good;
    }

    @Override
    public Lease lease(VaultRequest request) throws VaultException {
        return good.lease(request);
    }

    @Override
    public void store(VaultStoreRequest request) throws VaultException {
        good.store(request);
    }

    @Override
    public boolean delete(VaultRequest request) throws VaultException {
        return good.delete(request);
    }

    @Override
    public List<SecretRef> list(Instant deadline) throws VaultException {
        return good.list(deadline);
    }

    @Override
    public void close() {
        good.close();
    }

    static byte[] bytesOf(Lease lease) {
        return lease.secret().toByteArray(InsecureSecretAccess.get());
    }

    static String textOf(Secret secret) {
        return new String(secret.toByteArray(InsecureSecretAccess.get()), StandardCharsets.UTF_8);
    }
}

package dev.outloop.core.internal.keystore;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Lease;
import dev.outloop.secret.Secret;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultContext;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultRequest;
import dev.outloop.spi.VaultStoreRequest;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Secrets in a PKCS#12 file. Every call reads the file anew, so that what another process stored is there; nothing is
 * kept between calls but a passphrase that was typed. Thread-safe.
 */
final class KeystoreBackend implements VaultBackend.Storing, VaultBackend.Deleting, VaultBackend.Listing {

    static final int MAX_VALUE_BYTES = 1024 * 1024;

    private final VaultContext context;
    private final StoreFile file;
    private final PassphraseSource source;
    private volatile boolean closed;

    KeystoreBackend(VaultContext context, StoreFile file, PassphraseSource source) {
        this.context = context;
        this.file = file;
        this.source = source;
    }

    @Override
    public Lease lease(VaultRequest request) throws VaultException {
        requireUsable(request.deadline());
        if (!file.exists()) {
            throw notFound();
        }
        try (Secret passphrase = source.passphrase(false)) {
            return new Entries(file.read(passphrase, source), file)
                    .get(request.ref(), passphrase)
                    .map(Lease::of)
                    .orElseThrow(this::notFound);
        }
    }

    @Override
    public void store(VaultStoreRequest request) throws VaultException {
        byte[] value = request.value().toByteArray(InsecureSecretAccess.get());
        try {
            requireFit(value);
            try (StoreLock lock = lock(request.deadline());
                    Secret passphrase = source.passphrase(!file.exists())) {
                KeyStore store = file.exists() ? file.read(passphrase, source) : file.empty();
                new Entries(store, file).put(request.ref(), value, passphrase);
                file.write(store, passphrase, lock);
            }
        } finally {
            Arrays.fill(value, (byte) 0);
        }
    }

    @Override
    public boolean delete(VaultRequest request) throws VaultException {
        requireUsable(request.deadline());
        if (!file.exists()) {
            return false;
        }
        try (StoreLock lock = lock(request.deadline());
                Secret passphrase = source.passphrase(false)) {
            KeyStore store = file.read(passphrase, source);
            boolean removed = new Entries(store, file).remove(request.ref());
            if (removed) {
                file.write(store, passphrase, lock);
            }
            return removed;
        }
    }

    @Override
    public List<SecretRef> list(Instant deadline) throws VaultException {
        requireUsable(deadline);
        if (!file.exists()) {
            return List.of();
        }
        try (Secret passphrase = source.passphrase(false)) {
            return new Entries(file.read(passphrase, source), file).names(context.vaultName());
        }
    }

    @Override
    public void close() {
        closed = true;
        source.close();
    }

    private StoreLock lock(Instant deadline) throws VaultException {
        requireUsable(deadline);
        return StoreLock.acquire(file, Duration.between(context.clock().instant(), deadline));
    }

    private void requireUsable(Instant deadline) throws VaultException {
        if (closed) {
            throw new VaultException(ErrorCode.VAULT_UNAVAILABLE, "the vault " + context.vaultName() + " is closed");
        }
        if (!context.clock().instant().isBefore(deadline)) {
            throw new VaultException(ErrorCode.VAULT_TIMEOUT, "the keystore was asked after its deadline");
        }
    }

    private static void requireFit(byte[] value) throws VaultException {
        if (value.length == 0 || value.length > MAX_VALUE_BYTES) {
            throw new VaultException(ErrorCode.SECRET_UNFIT, "a secret in a keystore has 1 byte to 1 MiB");
        }
    }

    private VaultException notFound() {
        return new VaultException(
                ErrorCode.SECRET_NOT_FOUND,
                "the vault " + context.vaultName() + " has no secret under this reference; store one");
    }
}

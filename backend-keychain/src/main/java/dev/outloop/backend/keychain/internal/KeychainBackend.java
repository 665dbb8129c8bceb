package dev.outloop.backend.keychain.internal;

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
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Secrets in the keychain of an operating system: {@code v:a/b} is the item with the account name {@code a/b}, the
 * path as references are written, so that two references never share an item. Keeps nothing between calls. Thread-safe.
 */
public final class KeychainBackend
        implements VaultBackend.Storing, VaultBackend.Deleting, VaultBackend.Listing, VaultBackend.Checking {

    static final int MAX_VALUE_BYTES = 64 * 1024;
    static final int MAX_PATH_BYTES = 1024;

    private final VaultContext context;
    private final Keychain keychain;
    private volatile boolean closed;

    /** A vault over the items of a keychain. */
    public KeychainBackend(VaultContext context, Keychain keychain) {
        this.context = context;
        this.keychain = keychain;
    }

    @Override
    public Lease lease(VaultRequest request) throws VaultException {
        Deadline deadline = begin(request.deadline());
        byte[] value = keychain.read(request.ref().path(), deadline).orElseThrow(this::notFound);
        try {
            if (value.length == 0) {
                throw new VaultException(
                        ErrorCode.SECRET_UNFIT, "the item in the keychain has an empty value; store the secret again");
            }
            return Lease.of(Secret.copyOf(value));
        } finally {
            Arrays.fill(value, (byte) 0);
        }
    }

    @Override
    public void store(VaultStoreRequest request) throws VaultException {
        Deadline deadline = begin(request.deadline());
        String account = request.ref().path();
        byte[] value = request.value().toByteArray(InsecureSecretAccess.get());
        try {
            requireFit(account, value);
            keychain.write(account, value, deadline);
        } finally {
            Arrays.fill(value, (byte) 0);
        }
    }

    @Override
    public boolean delete(VaultRequest request) throws VaultException {
        return keychain.delete(request.ref().path(), begin(request.deadline()));
    }

    /** The items that a reference names; those of other programs under the same service are among them. */
    @Override
    public List<SecretRef> list(Instant deadline) throws VaultException {
        return keychain.accounts(begin(deadline)).stream()
                .distinct()
                .map(this::refOf)
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public void check(Instant deadline) throws VaultException {
        keychain.check(begin(deadline));
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public String toString() {
        return "KeychainBackend[" + context.vaultName() + "]";
    }

    private Deadline begin(Instant instant) throws VaultException {
        if (closed) {
            throw new VaultException(ErrorCode.VAULT_UNAVAILABLE, "the vault " + context.vaultName() + " is closed");
        }
        Deadline deadline = Deadline.at(instant, context.clock());
        deadline.remainingNanos();
        return deadline;
    }

    private static void requireFit(String account, byte[] value) throws VaultException {
        if (account.length() > MAX_PATH_BYTES) {
            throw new VaultException(
                    ErrorCode.SECRET_UNFIT, "the path of a reference to a keychain has at most 1024 characters");
        }
        if (value.length == 0 || value.length > MAX_VALUE_BYTES) {
            throw new VaultException(ErrorCode.SECRET_UNFIT, "a secret in a keychain has 1 byte to 64 KiB");
        }
    }

    /** Empty for an account name that is not written as a reference writes it, since no request asks for that name. */
    private Optional<SecretRef> refOf(String account) {
        try {
            SecretRef ref = SecretRef.parse(context.vaultName() + ":" + account);
            return ref.path().equals(account) ? Optional.of(ref) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private VaultException notFound() {
        return new VaultException(
                ErrorCode.SECRET_NOT_FOUND,
                "the vault " + context.vaultName() + " has no secret under this reference; store one");
    }
}

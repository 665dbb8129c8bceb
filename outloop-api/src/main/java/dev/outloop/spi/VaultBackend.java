package dev.outloop.spi;

import dev.outloop.secret.Lease;
import dev.outloop.secret.SecretRef;
import java.time.Instant;
import java.util.List;

/**
 * Where secrets lie: one configured vault.
 *
 * <p><b>Guarantees</b> that an implementation gives: it is thread-safe; it answers within the deadline or fails with
 * {@code VAULT_TIMEOUT}; missing, locked, denied and unreachable are told apart by code; no secret is in an exception,
 * log line or {@code toString}; bytes come back exactly as they were stored. <b>Does not guarantee</b> freshness: a
 * vault may answer from its own cache. The contract kit of {@code outloop-testkit} checks what can be checked.
 *
 * <p>The broker that opened it closes it. After {@code close} every method fails with {@code VAULT_UNAVAILABLE}.
 */
public interface VaultBackend extends AutoCloseable {

    /**
     * Lends a copy of a secret, which the caller closes.
     *
     * @throws VaultException with {@code SECRET_NOT_FOUND} only if the vault was open and has none
     */
    Lease lease(VaultRequest request) throws VaultException;

    /**
     * Whether {@link #lease} answers from memory: no file, no network, no process, no lock that is held while one of these
     * is waited for. The broker then asks on the thread of the call, which saves a change of threads and means that
     * nobody can end the wait; all others are asked on a thread of their own. Fixed for the life of the backend.
     */
    default boolean answersAtOnce() {
        return false;
    }

    @Override
    void close();

    /** A vault that can keep new secrets. */
    interface Storing extends VaultBackend {
        /** Keeps the value in place of what is there; when it returns, a crash does not lose it. */
        void store(VaultStoreRequest request) throws VaultException;
    }

    /** A vault that can remove secrets. */
    interface Deleting extends VaultBackend {
        /** Removes the secret; false if there was none. */
        boolean delete(VaultRequest request) throws VaultException;
    }

    /** A vault that can say which secrets it has. */
    interface Listing extends VaultBackend {
        /** The references, never the values, in no particular order. */
        List<SecretRef> list(Instant deadline) throws VaultException;
    }

    /** A vault that can say how it is without being asked for a secret. */
    interface Checking extends VaultBackend {
        /**
         * Returns if the vault could be asked for secrets now, as far as can be told without naming one.
         *
         * @throws VaultException as {@link #lease} would: {@code VAULT_LOCKED}, {@code VAULT_DENIED}, ...
         */
        void check(Instant deadline) throws VaultException;
    }
}

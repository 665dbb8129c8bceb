package dev.outloop.core.internal.keystore;

import dev.outloop.secret.Secret;
import dev.outloop.spi.VaultException;

/** Where a keystore's passphrase comes from. Thread-safe. */
interface PassphraseSource extends AutoCloseable {

    /**
     * A copy of the passphrase, which the caller closes.
     *
     * @param isNew whether there is no store yet, so that a passphrase may be chosen
     */
    Secret passphrase(boolean isNew) throws VaultException;

    /** The passphrase did not open the store. */
    default void refused() {}

    @Override
    default void close() {}
}

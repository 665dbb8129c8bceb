package dev.outloop.core.internal.keystore;

import dev.outloop.secret.Lease;
import dev.outloop.secret.Secret;
import dev.outloop.spi.VaultContext;
import dev.outloop.spi.VaultException;

/** A passphrase that lies in another vault; asked for each time, never kept. */
final class LeasedPassphrase implements PassphraseSource {

    private final VaultContext context;
    private final String setting;

    LeasedPassphrase(VaultContext context, String setting) {
        this.context = context;
        this.setting = setting;
    }

    @Override
    public Secret passphrase(boolean isNew) throws VaultException {
        try (Lease lease = context.secret(setting)) {
            return lease.secret().copy();
        }
    }
}

package dev.outloop.backend.infisical.internal;

import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Lease;
import dev.outloop.spi.VaultContext;
import dev.outloop.spi.VaultException;
import java.util.Set;

/** The vault's own credential, on loan from another vault. */
final class Borrowed {

    /** Of this vault they would say that a secret asked for is gone, and its kept value would go. */
    private static final Set<ErrorCode> SAID_OF_THE_OTHER = Set.of(
            ErrorCode.SECRET_NOT_FOUND, ErrorCode.SECRET_AMBIGUOUS, ErrorCode.SECRET_WITHHELD, ErrorCode.VAULT_DENIED);

    private Borrowed() {}

    /** Lends the setting; the caller closes it. */
    static Lease secret(VaultContext context, String setting) throws VaultException {
        try {
            return context.secret(setting);
        } catch (VaultException e) {
            if (!SAID_OF_THE_OTHER.contains(e.code())) {
                throw e;
            }
            throw new VaultException(
                    ErrorCode.VAULT_FAILED,
                    "The vault " + context.vaultName() + " does not get its " + setting + ": " + e.getMessage());
        }
    }
}

package dev.outloop.core.internal.vault;

import dev.outloop.secret.Lease;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultException;
import java.time.Duration;

/** How a vault gets a secret of another one. */
@FunctionalInterface
public interface Lender {

    /** A lease, which the caller closes, within the time. */
    Lease lend(SecretRef ref, Duration atMost) throws VaultException;
}

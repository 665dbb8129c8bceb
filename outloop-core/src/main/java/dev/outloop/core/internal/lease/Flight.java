package dev.outloop.core.internal.lease;

import dev.outloop.core.internal.lease.Times.Point;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One question that a vault was asked, and all who wait for its answer. Guarded by the lock of its vault. */
final class Flight {

    final SecretRef ref;
    final Point begun;

    /** Completed, without a value, when there is an answer or when none is waited for any more. */
    final CompletableFuture<@Nullable Void> done = new CompletableFuture<>();

    /** Whether it is to find out whether the vault is back. */
    boolean isProbe;
    /** Whether it began before somebody asked to forget what it will answer. */
    boolean isStale;

    int waiters;

    @Nullable
    KeptLease value;

    @Nullable
    VaultException failure;

    Flight(SecretRef ref, Point begun, boolean isProbe) {
        this.ref = ref;
        this.begun = begun;
        this.isProbe = isProbe;
    }
}

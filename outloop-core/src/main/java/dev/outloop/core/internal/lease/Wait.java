package dev.outloop.core.internal.lease;

import dev.outloop.core.internal.admit.CallScope;
import dev.outloop.core.internal.lease.Times.Point;
import dev.outloop.spi.VaultException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** How long somebody waits for a vault: as long as its call runs, and no longer than its time. Ends nobody else's wait. */
final class Wait {

    private final CallScope scope;
    private final Duration atMost;
    private final Times times;
    private final Point begun;

    Wait(CallScope scope, Duration atMost, Times times) {
        this.scope = scope;
        this.atMost = atMost;
        this.times = times;
        this.begun = times.now();
    }

    /**
     * Waits.
     *
     * @param longest until when there is anything to wait for
     * @return false if that time is over
     * @throws VaultException with {@code VAULT_TIMEOUT} if the own time is over
     * @throws CancellationException if the call was stopped
     */
    boolean forAnswer(CompletableFuture<@Nullable Void> done, Duration longest)
            throws VaultException, InterruptedException {
        Duration left = times.left(begun, atMost);
        boolean ownIsShorter = left.compareTo(longest) < 0;
        CompletableFuture<@Nullable Void> mine = done.copy();
        CallScope.Handle onStop = scope.onStop(() -> mine.cancel(false));
        try {
            mine.get((ownIsShorter ? left : longest).toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            if (ownIsShorter) {
                throw VaultSentence.late();
            }
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a flight never fails", e);
        } finally {
            onStop.close();
        }
    }

    /** How long it is at its beginning. */
    Duration atMost() {
        return atMost;
    }
}

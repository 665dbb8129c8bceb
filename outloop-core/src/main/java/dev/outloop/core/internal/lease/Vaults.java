package dev.outloop.core.internal.lease;

import dev.outloop.action.Effect;
import dev.outloop.core.internal.admit.CallScope;
import dev.outloop.core.internal.journal.Stopped;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Lease;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The opened vaults by name. A vault is asked on a thread of its own, because it is a stranger's code: it may hang, and
 * then the call ends in time all the same. One that says that it answers at once is taken at its word. A lease that comes
 * after its call has ended is given back at once.
 */
public final class Vaults implements AutoCloseable {

    private static final int MAX_MESSAGE_CHARS = 400;

    private final Map<String, VaultBackend> backends;
    private final ExecutorService threads;
    private final Clock clock;

    /** Takes over the backends and the threads, and closes both. */
    public Vaults(Map<String, VaultBackend> backends, ExecutorService threads, Clock clock) {
        this.backends = Map.copyOf(backends);
        this.threads = threads;
        this.clock = clock;
    }

    Lease lease(SecretRef ref, Duration remaining, CallScope scope) throws Stopped {
        VaultBackend backend = backends.get(ref.vault());
        if (backend == null) {
            throw stopped(ErrorCode.VAULT_UNAVAILABLE, "The vault of this access is not configured.");
        }
        VaultRequest request = VaultRequest.of(ref, clock.instant().plus(remaining));
        return requireUsable(answersAtOnce(backend) ? askHere(backend, request) : askBeside(backend, request, scope));
    }

    private static boolean answersAtOnce(VaultBackend backend) {
        try {
            return backend.answersAtOnce();
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            return false; // asked on a thread of its own, it fails as any other broken vault
        }
    }

    private static Lease askHere(VaultBackend backend, VaultRequest request) throws Stopped {
        try {
            return backend.lease(request);
        } catch (VaultException failure) {
            throw stopped(failure.code(), printable(failure.getMessage()));
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            throw broken();
        }
    }

    private Lease askBeside(VaultBackend backend, VaultRequest request, CallScope scope) throws Stopped {
        CompletableFuture<Lease> asked = ask(backend, request);
        CallScope.Handle onStop = scope.onStop(() -> asked.cancel(false));
        try {
            return asked.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof VaultException failure) {
                throw stopped(failure.code(), printable(failure.getMessage()));
            }
            throw broken();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            asked.cancel(false);
            throw stopped(ErrorCode.CANCELLED, "The thread was interrupted before anything was sent.");
        } catch (CancellationException e) {
            ErrorCode reason = scope.stopCode().orElse(ErrorCode.CANCELLED);
            throw stopped(
                    reason == ErrorCode.DEADLINE_EXCEEDED ? ErrorCode.VAULT_TIMEOUT : reason,
                    "The vault had not answered when the call ended; nothing was sent.");
        } finally {
            onStop.close();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        backends.values().forEach(VaultBackend::close);
    }

    static Lease requireUsable(@Nullable Lease lease) throws Stopped {
        if (lease == null || lease.secret().isClosed()) {
            if (lease != null) {
                lease.close();
            }
            throw stopped(ErrorCode.VAULT_FAILED, "The vault broke its contract and lent nothing; see its own log.");
        }
        return lease;
    }

    /** What a vault says goes to an agent and to a terminal: one line, and not a long one. */
    private static String printable(String message) {
        StringBuilder line = new StringBuilder();
        message.codePoints()
                .limit(MAX_MESSAGE_CHARS)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
                .forEach(line::appendCodePoint);
        return line.toString();
    }

    private CompletableFuture<Lease> ask(VaultBackend backend, VaultRequest request) throws Stopped {
        CompletableFuture<Lease> answer = new CompletableFuture<>();
        try {
            threads.execute(() -> {
                try {
                    Lease lease = backend.lease(request);
                    if (!answer.complete(lease) && lease != null) {
                        lease.close();
                    }
                } catch (Throwable e) { // whatever a backend throws, the caller must not wait for ever
                    answer.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            throw stopped(ErrorCode.VAULT_UNAVAILABLE, "Too many look-ups wait for their vaults; try again later.");
        }
        return answer;
    }

    private static Stopped broken() {
        return stopped(ErrorCode.VAULT_FAILED, "The vault failed in a way that it should not; see its own log.");
    }

    private static Stopped stopped(ErrorCode code, String sentence) {
        return new Stopped(code, Effect.NONE, sentence);
    }
}

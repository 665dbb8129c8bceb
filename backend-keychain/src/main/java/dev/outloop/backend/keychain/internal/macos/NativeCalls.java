package dev.outloop.backend.keychain.internal.macos;

import dev.outloop.backend.keychain.internal.Deadline;
import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Calls that nothing can end, on threads that nobody has to wait for. A call whose caller has gone keeps its thread
 * until the system lets it go, and what it then brings is discarded; there are never more than a few. Thread-safe.
 */
final class NativeCalls {

    private final Semaphore threads;

    NativeCalls(int maxThreads) {
        this.threads = new Semaphore(maxThreads);
    }

    /**
     * Calls and waits until the deadline.
     *
     * @param discard takes a result that nobody waits for any more
     * @param afterwards runs once, when the call is over or will not be begun
     */
    <T> T call(Deadline deadline, Callable<T> call, Consumer<T> discard, Runnable afterwards) throws VaultException {
        Handover<T> handover = new Handover<>(call, discard);
        boolean begun = false;
        try {
            if (threads.tryAcquire(deadline.remainingNanos(), TimeUnit.NANOSECONDS)) {
                begin(handover.task, afterwards);
                begun = true;
                return handover.task.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
            }
            throw Deadline.timeout();
        } catch (InterruptedException e) {
            handover.abandon();
            Thread.currentThread().interrupt();
            throw Deadline.timeout();
        } catch (TimeoutException e) {
            handover.abandon();
            throw Deadline.timeout();
        } catch (VaultException e) {
            handover.abandon();
            throw e;
        } catch (ExecutionException e) {
            throw failure(e);
        } finally {
            if (!begun) {
                afterwards.run();
            }
        }
    }

    private void begin(Runnable task, Runnable afterwards) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } finally {
                        afterwards.run();
                        threads.release();
                    }
                },
                "outloop-keychain");
        thread.setDaemon(true);
        boolean started = false;
        try {
            thread.start();
            started = true;
        } finally {
            if (!started) {
                threads.release();
            }
        }
    }

    private static VaultException failure(ExecutionException failed) {
        return failed.getCause() instanceof VaultException known
                ? known
                : new VaultException(ErrorCode.VAULT_FAILED, "a call of the keychain's library failed");
    }

    /** What passes between the two threads: exactly one of them has the result in the end. */
    private static final class Handover<T> {

        private static final Object ABANDONED = new Object();

        private final AtomicReference<@Nullable Object> state = new AtomicReference<>();
        private final Consumer<T> discard;
        final FutureTask<T> task;

        Handover(Callable<T> call, Consumer<T> discard) {
            this.discard = discard;
            this.task = new FutureTask<>(() -> {
                T result = call.call();
                if (!state.compareAndSet(null, result)) {
                    discard.accept(result);
                }
                return result;
            });
        }

        @SuppressWarnings("unchecked") // only the task's own result is ever put there beside the mark
        void abandon() {
            Object result = state.getAndSet(ABANDONED);
            if (result != null) {
                discard.accept((T) result);
            }
        }
    }
}

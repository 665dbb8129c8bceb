package dev.outloop.core.internal.lease;

import dev.outloop.core.internal.lease.Times.Point;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.VaultLimits;
import dev.outloop.spi.VaultException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads that may wait for one vault. A thread that hangs in a stranger's code cannot be ended, so it stays counted;
 * when all hang, nothing more is begun. Thread-safe.
 */
final class Share implements AutoCloseable {

    private static final int MAX_QUEUED = 4096;

    private final String vault;
    private final VaultLimits limits;
    private final Times times;
    private final ThreadPoolExecutor threads;
    private final Map<Runnable, Point> running = new ConcurrentHashMap<>();

    Share(String vault, VaultLimits limits, Times times) {
        this.vault = vault;
        this.limits = limits;
        this.times = times;
        this.threads = new ThreadPoolExecutor(
                limits.threads(),
                limits.threads(),
                30,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MAX_QUEUED),
                task -> {
                    Thread thread = new Thread(task, "outloop-vault-" + vault);
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** Runs the task on a thread of the share, when there is one. */
    void execute(Runnable task) throws VaultException {
        if (hung() >= limits.threads()) {
            throw new VaultException(
                    ErrorCode.VAULT_UNAVAILABLE,
                    "The vault " + vault + " has not given back any of the " + limits.threads()
                            + " threads that may wait for it; the person who runs the broker has to see to it.");
        }
        try {
            threads.execute(new Runnable() {
                @Override
                public void run() {
                    running.put(this, times.now());
                    try {
                        task.run();
                    } finally {
                        running.remove(this);
                    }
                }
            });
        } catch (RejectedExecutionException e) {
            throw new VaultException(
                    ErrorCode.VAULT_UNAVAILABLE,
                    threads.isShutdown()
                            ? VaultSentence.closed().getMessage()
                            : "Too many look-ups wait for the vault " + vault + "; try again later.");
        }
    }

    /** How many threads are in the vault's code for longer than a question may take. */
    private int hung() {
        return (int) running.values().stream()
                .filter(since -> times.isOver(since, limits.deadline()))
                .count();
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}

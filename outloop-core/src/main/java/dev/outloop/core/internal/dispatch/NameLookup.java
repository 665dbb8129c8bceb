package dev.outloop.core.internal.dispatch;

import dev.outloop.core.internal.admit.CallScope;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks the resolver on a thread of its own, because a resolver that hangs cannot be interrupted and a call that is
 * stopped must not wait for it. Threads and waiting look-ups are bounded. Thread-safe.
 */
final class NameLookup implements AutoCloseable {

    private static final int MAX_THREADS = 16;
    private static final int MAX_WAITING = 1024;

    private final NameResolver resolver;
    private final boolean endsOnInterrupt;
    private final ThreadPoolExecutor threads;

    NameLookup(NameResolver resolver) {
        this(resolver, false);
    }

    /** @param endsOnInterrupt whether an interrupted thread waits no longer */
    NameLookup(NameResolver resolver, boolean endsOnInterrupt) {
        this.resolver = resolver;
        this.endsOnInterrupt = endsOnInterrupt;
        BlockingQueue<Runnable> waiting = new ArrayBlockingQueue<>(MAX_WAITING);
        this.threads = new ThreadPoolExecutor(MAX_THREADS, MAX_THREADS, 2, TimeUnit.SECONDS, waiting, work -> {
            Thread thread = new Thread(work, "outloop-name-lookup");
            thread.setDaemon(true);
            return thread;
        });
        threads.allowCoreThreadTimeOut(true);
    }

    /** The addresses, at least one; fails as soon as the call is stopped, and after the patience at the latest. */
    InetAddress[] resolve(String host, CallScope scope, Duration patience) throws UnknownHostException {
        FutureTask<InetAddress[]> task = new FutureTask<>(() -> resolver.resolve(host));
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            throw new UnknownHostException("too many look-ups");
        }
        CallScope.Handle onStop = scope.onStop(() -> task.cancel(true));
        try {
            InetAddress[] addresses = await(task, patience.toNanos());
            if (addresses.length == 0) {
                throw new UnknownHostException("no address");
            }
            return addresses.clone();
        } finally {
            onStop.close();
            task.cancel(true);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private InetAddress[] await(FutureTask<InetAddress[]> task, long patienceNanos) throws UnknownHostException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get(patienceNanos, TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                    requirePatience();
                } catch (ExecutionException | TimeoutException | CancellationException e) {
                    throw new UnknownHostException("not resolved");
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void requirePatience() throws UnknownHostException {
        if (endsOnInterrupt) {
            throw new UnknownHostException("interrupted");
        }
    }
}

package dev.outloop.samples.firstproof.command;

import dev.outloop.Call;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a call in order when the process is told to end (SIGTERM, ctrl-C): the call is cancelled, and the process is gone
 * only once its outcome is on the trail and the broker is closed. Opened before the broker, closed after it.
 */
final class Interruption implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 10;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupt, "first-proof-interruption");
    private volatile boolean interrupted;
    private volatile @Nullable Call call;

    private Interruption() {}

    /** Watches from now on. */
    static Interruption watch() {
        Interruption interruption = new Interruption();
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** The call to cancel. */
    void cancels(Call started) {
        call = started;
        if (interrupted) {
            started.cancel();
        }
    }

    /** Everything is closed, and the process may go. */
    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already, and the hook with it.
        }
    }

    private void interrupt() {
        interrupted = true;
        Call running = call;
        if (running != null) {
            running.cancel();
        }
        try {
            // Past this the trail has an attempt without an outcome, which reads "unknown": that is what it is then.
            boolean unused = ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

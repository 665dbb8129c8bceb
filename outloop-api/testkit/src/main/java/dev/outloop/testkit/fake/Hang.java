package dev.outloop.testkit.fake;

import java.util.concurrent.CountDownLatch;

/**
 * A call that does not come back until a test lets it.
 *
 * <p>The call does not answer to interrupts, as the worst ones do not. Once released it goes on as any other.
 * Thread-safe.
 */
public final class Hang {

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    Hang() {}

    /** Returns once the call hangs. */
    public void awaitReached() throws InterruptedException {
        reached.await();
    }

    /** Lets the call go on, also before it has come. */
    public void release() {
        released.countDown();
    }

    void pass() {
        reached.countDown();
        boolean interrupted = false;
        while (released.getCount() > 0) {
            try {
                released.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

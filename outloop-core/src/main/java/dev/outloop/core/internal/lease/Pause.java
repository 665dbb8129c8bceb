package dev.outloop.core.internal.lease;

import java.time.Duration;

/** Waits before a question is asked again; in tests it does not. */
@FunctionalInterface
interface Pause {

    void await(Duration time) throws InterruptedException;
}

package dev.outloop.core.internal.journal;

/** Waits; a seam, so that tests need not. */
@FunctionalInterface
public interface Pause {

    /** Returns after so many nanoseconds, not before. */
    void forNanos(long nanos);
}

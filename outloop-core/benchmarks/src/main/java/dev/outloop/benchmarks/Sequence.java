package dev.outloop.benchmarks;

/**
 * One arm after another. A thread that slept through a sync finds cold caches and sleeping peers, and a call made then
 * is slower whoever makes it.
 */
record Sequence(Arm first, Arm second) implements Arm {

    @Override
    public void call() throws Exception {
        first.call();
        second.call();
    }

    /** Both belong to others. */
    @Override
    public void close() {}
}

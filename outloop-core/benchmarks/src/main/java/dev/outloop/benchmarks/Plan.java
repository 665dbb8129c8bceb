package dev.outloop.benchmarks;

/**
 * How much is measured.
 *
 * @param warmups calls of every arm before the first round
 * @param rounds medians are taken over them
 * @param blocks of every arm in a round, taken in turns
 * @param calls in a block
 */
record Plan(int warmups, int rounds, int blocks, int calls) {

    /** Enough for figures. */
    static Plan full() {
        return new Plan(40_000, 5, 20, 100);
    }

    /** Enough to see that it runs. */
    static Plan brief() {
        return new Plan(3, 3, 1, 3);
    }
}

package dev.outloop.benchmarks;

import java.util.List;

/**
 * How much is searched, and how often.
 *
 * @param plan one call goes over a whole text
 * @param slow for what takes a hundred times as long
 * @param textBytes of every corpus
 * @param slowBytes of the text for what takes a hundred times as long
 * @param patterns how many the engine knows, in turn
 */
record Scale(Plan plan, Plan slow, int textBytes, int slowBytes, List<Integer> patterns) {

    private static final int MIB = 1024 * 1024;

    /** Enough for figures: text and copy are larger than the caches together. */
    static Scale full() {
        return new Scale(new Plan(5, 5, 3, 1), new Plan(2, 3, 1, 1), 32 * MIB, 2 * MIB, List.of(10, 1_000, 10_000));
    }

    /** Enough to see that it runs. */
    static Scale brief() {
        return new Scale(new Plan(1, 3, 1, 1), new Plan(1, 3, 1, 1), 96 * 1024, 32 * 1024, List.of(10, 100));
    }

    static Scale of(String... arguments) {
        return arguments.length > 0 && arguments[0].equals("brief") ? brief() : full();
    }
}

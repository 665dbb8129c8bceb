package dev.outloop.benchmarks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What knowing secrets costs: memory, and the time to learn and to replace them. */
final class PatternCost {

    private static final int REPEATS = 5;

    private PatternCost() {}

    /** Prints all, for that many secrets. */
    static void print(int count, Report report) {
        List<Double> megabytes = new ArrayList<>();
        List<Double> all = new ArrayList<>();
        List<Double> oneMore = new ArrayList<>();
        List<Double> replaced = new ArrayList<>();
        for (int i = 0; i < REPEATS; i++) {
            long before = usedBytes();
            long started = System.nanoTime();
            try (MadeUpSecrets secrets = MadeUpSecrets.ofSecrets(count)) {
                secrets.patterns();
                all.add(millisSince(started));
                megabytes.add((usedBytes() - before) / 1e6);
                oneMore.add(millis(secrets, secrets::learnOne));
                replaced.add(millis(secrets, secrets::replaceFirst));
            }
        }
        report.line("  learnt and compiled in %.1f ms", median(all));
        report.line("  retained %.2f MB, the values themselves among them", median(megabytes));
        report.line("  one more in %.2f ms, one replaced in %.2f ms", median(oneMore), median(replaced));
    }

    /** Until the patterns are there, which may be compiled when they are asked for. */
    private static double millis(MadeUpSecrets secrets, Runnable change) {
        long started = System.nanoTime();
        change.run();
        secrets.patterns();
        return millisSince(started);
    }

    private static double millisSince(long started) {
        return (System.nanoTime() - started) / 1e6;
    }

    /** After collections, since garbage is not retained. */
    private static long usedBytes() {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static double median(List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }
}

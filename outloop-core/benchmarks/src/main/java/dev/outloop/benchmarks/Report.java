package dev.outloop.benchmarks;

import java.io.PrintStream;
import java.util.Locale;

/** Prints figures of throughput, each next to its goal where it has one. */
final class Report {

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }

    void skipped(String peer, Object why) {
        line("  %s skipped: %s", peer, why);
    }

    /** An arm's throughput, and its speed as a multiple of the base's. */
    void throughput(Interleaved run, String name, String base, long bytes) {
        line("    %-36s %9.3f GB/s   %8.3f × %s", name, bytes / run.micros(name) / 1000, run.speed(name, base), base);
    }

    void atLeast(String name, double ratio, double goal) {
        line("  %-60s %7.3f   goal ≥ %.2f: %s", name, ratio, goal, ratio >= goal ? "met" : "missed");
    }

    void atMost(String name, double ratio, double goal) {
        line("  %-60s %7.3f   goal ≤ %.2f: %s", name, ratio, goal, ratio <= goal ? "met" : "missed");
    }
}

package dev.outloop.benchmarks;

import dev.outloop.policy.LimitDefinition;
import dev.outloop.policy.LimitDefinition.Measure;
import dev.outloop.policy.LimitDefinition.Per;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** What a limit adds to a brokered call: a rate, which is counted in memory, and a budget, which is durable before. */
public final class LimitCost {

    private static final String NONE = "brokered, no limit";
    private static final String RATE = "brokered, a rate";
    private static final String BUDGET = "brokered, a budget";
    private static final String SYNC = "one append and fdatasync";

    /** About as much as a line with one count has. */
    private static final int LINE_BYTES = 110;

    private final Plan plan;
    private final PrintStream out;

    LimitCost(Plan plan, PrintStream out) {
        this.plan = plan;
        this.out = out;
    }

    /**
     * Measures and prints.
     *
     * @param arguments {@code brief} to see that it runs
     */
    public static void main(String... arguments) throws Exception {
        boolean brief = arguments.length > 0 && arguments[0].equals("brief");
        new LimitCost(brief ? Plan.brief() : Plan.full(), System.out).run();
    }

    void run() throws Exception {
        Path directory = Files.createTempDirectory(Path.of(System.getProperty("java.io.tmpdir")), "limits");
        LimitDefinition rate = LimitDefinition.rate("fast", Per.CALLER, 1_000_000, Duration.ofSeconds(1), 1_000_000);
        LimitDefinition budget = LimitDefinition.budget(
                "daily", Per.WORKSPACE, Measure.CALLS, BigDecimal.valueOf(1_000_000_000), Duration.ofDays(1));
        try (LoopbackUpstream upstream = new LoopbackUpstream();
                BrokeredArm none = new BrokeredArm(upstream, new CountingSink(), event -> {});
                BrokeredArm rated = BrokeredArm.limited(upstream, directory.resolve("rate"), rate);
                BrokeredArm budgeted = BrokeredArm.limited(upstream, directory.resolve("budget"), budget);
                SyncArm sync = new SyncArm(directory, LINE_BYTES)) {
            print("measured on %s", Machine.describe(directory));
            print("%s", plan);
            Interleaved run = new Interleaved(
                            new Plan(Math.min(plan.warmups(), 2_000), plan.rounds(), plan.blocks(), plan.calls()))
                    .arm(NONE, none)
                    .arm(RATE, rated)
                    .arm(SYNC, sync)
                    .arm(BUDGET, budgeted)
                    .warmUp()
                    .run();
            for (String arm : new String[] {NONE, RATE, SYNC, BUDGET}) {
                print("%-38s %8.1f µs", arm, run.micros(arm));
            }
            print("%-38s %8.1f µs", "added by a rate", run.addedMicros(RATE, NONE));
            double added = run.addedMicros(BUDGET, NONE);
            print("%-38s %8.1f µs, %.2f of a sync", "added by a budget", added, added / run.micros(SYNC));
        } finally {
            Directories.delete(directory);
        }
    }

    private void print(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}

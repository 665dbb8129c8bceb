package dev.outloop.benchmarks;

import dev.outloop.core.AuditTrail;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Locale;

/**
 * What a brokered call costs beyond the same call without a broker, with and without durable audit, each next to its
 * goal.
 */
public final class BrokerOverhead {

    private static final String DIRECT = "direct";
    private static final String BROKERED = "brokered, audit in memory";
    private static final String WATCHED = "brokered, stages timed";
    private static final String DURABLE = "brokered, durable audit";
    private static final String SYNC = "one append and fdatasync";
    private static final String SYNC_THEN_DIRECT = "the same, then direct";
    private static final String KEYSTORE = "one keystore read";

    private static final double GOAL_MICROS = 25;
    private static final double STRETCH_MICROS = 15;
    private static final double SYNCS = 1.25;

    private final Plan plan;
    private final PrintStream out;

    BrokerOverhead(Plan plan, PrintStream out) {
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
        new BrokerOverhead(brief ? Plan.brief() : Plan.full(), System.out).run();
    }

    void run() throws Exception {
        Path directory = Files.createTempDirectory(Path.of(System.getProperty("java.io.tmpdir")), "overhead");
        try {
            print("measured on %s", Machine.describe(directory));
            print("%s", plan);
            withoutSyncs();
            withSyncs(directory);
            keystore(directory);
        } finally {
            Directories.delete(directory);
        }
    }

    private void withoutSyncs() throws Exception {
        StageTimes stages = new StageTimes();
        try (LoopbackUpstream upstream = new LoopbackUpstream();
                DirectArm direct = new DirectArm(upstream);
                BrokeredArm brokered = new BrokeredArm(upstream, new CountingSink(), event -> {});
                BrokeredArm watched = new BrokeredArm(upstream, new CountingSink(), stages)) {
            Interleaved run = new Interleaved(plan)
                    .arm(DIRECT, direct)
                    .arm(BROKERED, brokered)
                    .arm(WATCHED, watched)
                    .warmUp();
            stages.clear();
            run.run();
            figure(run, DIRECT);
            figure(run, BROKERED);
            double added = run.addedMicros(BROKERED, DIRECT);
            goal("added without syncs", added, GOAL_MICROS);
            goal("added without syncs, stretch", added, STRETCH_MICROS);
            stages(stages);
        }
    }

    private void withSyncs(Path directory) throws Exception {
        Path trail = Files.createDirectory(directory.resolve("trail"));
        StageTimes stages = new StageTimes();
        try (LoopbackUpstream upstream = new LoopbackUpstream();
                DirectArm direct = new DirectArm(upstream);
                BrokeredArm durable = new BrokeredArm(upstream, AuditTrail.open(trail, Clock.systemUTC()), stages);
                SyncArm sync = new SyncArm(directory, bytesPerCall(durable, trail))) {
            Interleaved run = new Interleaved(
                            new Plan(Math.min(plan.warmups(), 2_000), plan.rounds(), plan.blocks(), plan.calls()))
                    .arm(DIRECT, direct)
                    .arm(SYNC, sync)
                    .arm(SYNC_THEN_DIRECT, new Sequence(sync, direct))
                    .arm(DURABLE, durable)
                    .warmUp();
            stages.clear();
            run.run();
            figure(run, DIRECT);
            figure(run, SYNC);
            figure(run, SYNC_THEN_DIRECT);
            figure(run, DURABLE);
            goal("added with syncs", run.addedMicros(DURABLE, DIRECT), SYNCS * run.micros(SYNC) + GOAL_MICROS);
            print("%-38s %8.1f µs", "added to a sync and a direct call", run.addedMicros(DURABLE, SYNC_THEN_DIRECT));
            stages(stages);
        }
    }

    private void keystore(Path directory) throws Exception {
        try (KeystoreArm keystore = new KeystoreArm(directory)) {
            Interleaved run = new Interleaved(new Plan(Math.min(plan.warmups(), 100), plan.rounds(), 1, plan.calls()))
                    .arm(KEYSTORE, keystore)
                    .warmUp()
                    .run();
            figure(run, KEYSTORE);
        }
    }

    /** The attempt's line, which is waited for, and the outcome's before it, which the same sync takes along. */
    private static int bytesPerCall(BrokeredArm durable, Path trail) throws IOException {
        durable.call();
        long before = Directories.size(trail);
        durable.call();
        return (int) (Directories.size(trail) - before);
    }

    private void stages(StageTimes stages) {
        stages.micros().forEach((stage, micros) -> print("  of it %-32s %8.1f µs", stage, micros));
    }

    private void figure(Interleaved run, String name) {
        StringBuilder rounds = new StringBuilder();
        run.rounds(name).forEach(micros -> rounds.append(String.format(Locale.ROOT, " %.1f", micros)));
        print("%-38s %8.1f µs   (rounds:%s)", name, run.micros(name), rounds);
    }

    private void goal(String name, double micros, double goal) {
        print(
                "%-38s %8.1f µs   goal ≤ %.1f µs, %.2f of it: %s",
                name, micros, goal, micros / goal, micros <= goal ? "met" : "missed");
    }

    private void print(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}

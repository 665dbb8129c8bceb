package dev.outloop.benchmarks;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What a decision by rules costs at few and at many of them, beside Cedar and jcasbin. */
public final class PolicyDecision {

    private static final double MOST_MICROS = 0.5;
    private static final double MOST_GROWTH = 3;

    private final Plan plan;
    private final boolean brief;
    private final int[] sizes;
    private final Report report;

    PolicyDecision(boolean brief, PrintStream out) {
        this.plan = brief ? Plan.brief() : new Plan(3_000, 5, 20, 20);
        this.brief = brief;
        this.sizes = brief ? new int[] {10, 100} : new int[] {100, 10_000, 100_000};
        this.report = new Report(out);
    }

    /**
     * Measures and prints.
     *
     * @param arguments {@code brief} to see that it runs
     */
    public static void main(String... arguments) throws Exception {
        boolean brief = arguments.length > 0 && arguments[0].equals("brief");
        new PolicyDecision(brief, new PrintStream(System.out, true, StandardCharsets.UTF_8)).run();
    }

    void run() throws Exception {
        report.line("measured on %s", Machine.describe(Path.of(System.getProperty("java.io.tmpdir"))));
        report.line("%s, %d decisions a call; peers: one decision a call", plan, MadeUpPolicy.REQUESTS);
        ownDecisions();
        for (int rules : sizes) {
            besidePeers(rules);
        }
        report.line("retained:");
        PolicyMemory.print("100 workspaces with 20 accesses each", () -> PolicyMemory.agency(100, 20), report);
        for (int rules : sizes) {
            PolicyMemory.print("%,d rules".formatted(rules), () -> PolicyMemory.rules(rules), report);
        }
    }

    private void ownDecisions() throws Exception {
        Interleaved run = Interleaved.byThreadTime(plan);
        for (int rules : sizes) {
            run.arm(name(rules), new RulesArm(new MadeUpPolicy(rules)));
        }
        run.warmUp().run();
        int most = sizes[sizes.length - 1];
        for (int rules : sizes) {
            report.line("  %-44s %8.3f µs", name(rules), run.micros(name(rules)) / MadeUpPolicy.REQUESTS);
        }
        report.atMost("µs a decision at the most rules", run.micros(name(most)) / MadeUpPolicy.REQUESTS, MOST_MICROS);
        report.atMost("times that of the fewest", run.speed(name(sizes[0]), name(most)), MOST_GROWTH);
    }

    private void besidePeers(int rules) throws Exception {
        MadeUpPolicy made = new MadeUpPolicy(rules);
        // Peers take the longer the more rules there are, up to seconds, so they are asked the less.
        Plan peers = brief || rules > 10_000 ? new Plan(1, 3, 1, 1) : new Plan(4_000 / rules + 1, 3, 2, 2);
        Interleaved run = new Interleaved(peers).arm("rules", new RulesArm(made));
        add(run, "Cedar", () -> new CedarArm(made));
        add(run, "jcasbin", () -> new CasbinArm(made));
        run.warmUp().run();
        double own = run.micros("rules") / MadeUpPolicy.REQUESTS;
        report.line("beside peers, %,d rules: %.3f µs", rules, own);
        for (String peer : new String[] {"Cedar", "jcasbin"}) {
            if (!run.rounds(peer).isEmpty()) {
                report.line("  %-10s %12.1f µs, %,.0f × as long", peer, run.micros(peer), run.micros(peer) / own);
            }
        }
    }

    /** A peer's native code may not be there for this machine. */
    private void add(Interleaved run, String peer, Peer made) throws Exception {
        try {
            run.arm(peer, made.open());
        } catch (LinkageError e) {
            report.skipped(peer, e);
        }
    }

    private interface Peer {
        Arm open() throws Exception;
    }

    private static String name(int rules) {
        return "%,d rules".formatted(rules);
    }
}

package dev.outloop.benchmarks;

import dev.outloop.secret.Secret;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** What the checker takes of the redact stage: whole responses with values to look for, and without. */
public final class CheckerCost {

    private static final String IDLE = "no values";
    private static final String ONE = "one value";
    private static final String FOUR = "four values";
    private static final int PATTERNS = 1_000;
    private static final int VALUES = 4;

    private final Scale scale;
    private final Report report;

    CheckerCost(Scale scale, PrintStream out) {
        this.scale = scale;
        this.report = new Report(out);
    }

    /**
     * Measures and prints.
     *
     * @param arguments {@code brief} to see that it runs
     */
    public static void main(String... arguments) throws Exception {
        new CheckerCost(Scale.of(arguments), System.out).run();
    }

    void run() throws Exception {
        report.line("measured on %s", Machine.describe(Path.of(System.getProperty("java.io.tmpdir"))));
        report.line("%s", scale);
        try (MadeUpSecrets secrets = MadeUpSecrets.of(PATTERNS)) {
            List<Secret> values =
                    secrets.values().stream().limit(VALUES).map(Secret::copyOf).toList();
            RedactStage stage = new RedactStage(secrets.registry(), List.of());
            for (Corpus corpus : Corpus.values()) {
                measure(corpus, secrets, stage, values);
            }
            values.forEach(Secret::close);
        }
    }

    private void measure(Corpus corpus, MadeUpSecrets secrets, RedactStage stage, List<Secret> values)
            throws Exception {
        byte[] text = corpus.bytes(scale.textBytes());
        int planted = secrets.plantIn(text);
        try (Searches searches = Searches.of(scale.plan(), text, planted)
                .add(IDLE, new StageArm(stage, text, List.of()))
                .add(ONE, new StageArm(stage, text, values.subList(0, 1)))
                .add(FOUR, new StageArm(stage, text, values))) {
            Interleaved run = searches.run();
            report.line("  %s, chunks of 8 KiB", corpus);
            searches.print(report, IDLE);
            report.line(
                    "  the checker makes the stage take %.2f × as long with one value, %.2f × with four",
                    run.speed(IDLE, ONE), run.speed(IDLE, FOUR));
        }
    }
}

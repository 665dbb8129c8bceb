package dev.outloop.benchmarks;

import dev.outloop.core.internal.config.RuleFile;
import dev.outloop.core.internal.detect.Detectors;
import dev.outloop.spi.Redactor;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How fast secrets are found that nobody registered, beside peers, and whether hostile text slows that down. */
public final class DetectorThroughput {

    private static final String DETECTORS = "detectors";
    private static final String LINT = "secretlint, one file";
    private static final String LINT_EMPTY = "secretlint, an empty file";
    private static final String ORDINARY = "ordinary text";
    private static final String PLANTED = " \"ghp_2bQ9xLr7ZtVn4KcWm8YsHd3JfPg6TuEa1oXi\" ";
    private static final Path SECRETLINT = Path.of("outloop-core/benchmarks/target/peers");
    private static final List<Corpus> LINTED = List.of(Corpus.COMPACT_JSON, Corpus.LOGS, Corpus.HTML);
    private static final int CHUNK = 8 * 1024;

    /** How much more time twice the text may take; caches and collections take some too. */
    private static final double LINEAR = 1.25;

    private final Scale scale;
    private final Report report;
    private final Redactor detectors = Detectors.of(RuleFile.builtIn(), Duration.ofHours(1), System::nanoTime);

    DetectorThroughput(Scale scale, PrintStream out) {
        this.scale = scale;
        this.report = new Report(out);
    }

    /**
     * Measures and prints.
     *
     * @param arguments {@code brief} to see that it runs
     */
    public static void main(String... arguments) throws Exception {
        new DetectorThroughput(Scale.of(arguments), System.out).run();
    }

    void run() throws Exception {
        report.line("measured on %s", Machine.describe(Path.of(System.getProperty("java.io.tmpdir"))));
        report.line("%s%n%s", scale, detectors);
        beside(Corpus.values());
        lint();
        hostile();
    }

    private void beside(Corpus... corpora) throws Exception {
        List<String> expressions = Hyperscan.supported(RuleTexts.expressions(), report);
        try (Hyperscan hyperscan = Hyperscan.ofExpressions(expressions, report)) {
            for (Corpus corpus : corpora) {
                byte[] text = corpus.bytes(scale.textBytes());
                int planted = plantIn(text);
                Searches searches = Searches.of(scale.plan(), text, planted)
                        .add(DETECTORS, new DetectorArm(detectors, text, CHUNK));
                hyperscan.addTo(searches, text, CHUNK);
                try (searches) {
                    Interleaved run = searches.run();
                    report.line("  %s, chunks of 8 KiB", corpus);
                    searches.print(report, DETECTORS);
                    if (searches.has(Hyperscan.STREAM)) {
                        report.atLeast("detectors ÷ hyperscan, streaming", run.speed(DETECTORS, Hyperscan.STREAM), 0.7);
                    }
                }
            }
        }
    }

    private void lint() throws Exception {
        Path program = SECRETLINT.resolve("node_modules/.bin/secretlint").toAbsolutePath();
        if (!Files.isExecutable(program)) {
            report.skipped("secretlint", "not in " + SECRETLINT + "; peers.sh puts it there");
            return;
        }
        Path directory = Files.createTempDirectory("lint");
        Path file = directory.resolve("text.txt");
        Path empty = Files.createFile(directory.resolve("empty.txt"));
        try {
            for (Corpus corpus : LINTED) {
                byte[] text = corpus.bytes(scale.textBytes());
                int planted = plantIn(text);
                Files.write(file, text);
                lint(corpus, text, planted, program, file, empty);
            }
        } finally {
            Files.deleteIfExists(file);
            Files.delete(empty);
            Files.delete(directory);
        }
    }

    private void lint(Corpus corpus, byte[] text, int planted, Path program, Path file, Path empty) throws Exception {
        CommandArm lint = command(program, file);
        if (lint.run() == 0) {
            throw new IOException("secretlint found nothing");
        }
        try (Searches searches = Searches.withPrograms(scale.slow(), text, planted)
                .add(DETECTORS, new DetectorArm(detectors, text, CHUNK))
                .add(LINT_EMPTY, command(program, empty))
                .add(LINT, lint)) {
            Interleaved run = searches.run();
            double micros = run.addedMicros(LINT, LINT_EMPTY);
            report.line(
                    "  %s: secretlint takes %.0f ms for its start and %.0f ms for %d KiB, %.3f GB/s",
                    corpus,
                    run.micros(LINT_EMPTY) / 1000,
                    micros / 1000,
                    text.length / 1024,
                    text.length / micros / 1000);
            report.atLeast("detectors ÷ secretlint without its start", micros / run.micros(DETECTORS), 8);
        }
    }

    private void hostile() throws Exception {
        int size = scale.slowBytes() / 2;
        report.line("%n== hostile text of %d KiB, and of twice as much", size / 1024);
        for (Map.Entry<String, String> piece :
                HostileText.pieces(RuleTexts.keywords()).entrySet()) {
            hostile(piece.getKey(), piece.getValue(), size);
        }
        slowestKeyword(size);
    }

    private void hostile(String name, String piece, int size) throws Exception {
        try (Searches searches = Searches.of(scale.plan(), new byte[size], 0)
                .add(ORDINARY, new DetectorArm(detectors, Corpus.COMPACT_JSON.bytes(size), CHUNK))
                .add(name, new DetectorArm(detectors, HostileText.repeated(piece, size), CHUNK))
                .add("twice", new DetectorArm(detectors, HostileText.repeated(piece, 2 * size), CHUNK))) {
            Interleaved run = searches.run();
            report.throughput(run, name, ORDINARY, size);
            report.atMost("time for twice as much ÷ 2", run.speed(name, "twice") / 2, LINEAR);
        }
    }

    private void slowestKeyword(int size) throws Exception {
        double slowest = Double.MAX_VALUE;
        String which = "";
        for (String keyword : RuleTexts.keywords()) {
            Interleaved run = Interleaved.byThreadTime(scale.slow())
                    .arm(keyword, new DetectorArm(detectors, HostileText.repeated(keyword, size), CHUNK))
                    .warmUp()
                    .run();
            double speed = size / run.micros(keyword) / 1000;
            if (speed < slowest) {
                slowest = speed;
                which = keyword;
            }
        }
        report.line("    one keyword alone, the slowest: %.3f GB/s on %s", slowest, which);
    }

    private static CommandArm command(Path program, Path file) {
        return new CommandArm(
                SECRETLINT.toAbsolutePath(),
                List.of(program.toString(), "--secretlintrc", ".secretlintrc.json", "--no-glob", file.toString()));
    }

    private static int plantIn(byte[] text) {
        byte[] planted = PLANTED.getBytes(StandardCharsets.US_ASCII);
        int count = 0;
        for (int at = text.length / 3; at + planted.length < text.length; at += 256 * 1024) {
            System.arraycopy(planted, 0, text, at, planted.length);
            count++;
        }
        return count;
    }
}

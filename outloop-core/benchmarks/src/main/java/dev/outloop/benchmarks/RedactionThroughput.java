package dev.outloop.benchmarks;

import com.gliwka.hyperscan.wrapper.CompileErrorException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How fast known secrets are found, beside copying the same bytes and beside peers that search for the same literals.
 */
public final class RedactionThroughput {

    private static final String MEMCPY = "memcpy";
    private static final String LITERALS = "literals alone";
    private static final String SEARCH = "search, escapes undone";
    private static final String STAGE = "redact stage, checker idle";
    private static final String HYPERSCAN_JAVA = "hyperscan-java, Strings";
    private static final String RIPGREP = "ripgrep, whole process";
    private static final String AHO_CORASICK = "org.ahocorasick";

    /** What the engine reads at once. */
    private static final int CHUNK = 8 * 1024;

    private static final int LARGE_CHUNK = 64 * 1024;

    private final Scale scale;
    private final Report report;

    RedactionThroughput(Scale scale, PrintStream out) {
        this.scale = scale;
        this.report = new Report(out);
    }

    /**
     * Measures and prints.
     *
     * @param arguments {@code brief} to see that it runs
     */
    public static void main(String... arguments) throws Exception {
        new RedactionThroughput(Scale.of(arguments), System.out).run();
    }

    void run() throws Exception {
        report.line("measured on %s", Machine.describe(Path.of(System.getProperty("java.io.tmpdir"))));
        report.line("%s", scale);
        for (int patterns : scale.patterns()) {
            try (MadeUpSecrets secrets = MadeUpSecrets.of(patterns)) {
                report.line(
                        "%n== %,d patterns of %,d secrets",
                        secrets.patterns().size(), secrets.values().size());
                PatternCost.print(secrets.values().size(), report);
                throughput(secrets);
            }
        }
        growth();
    }

    private void throughput(MadeUpSecrets secrets) throws Exception {
        List<byte[]> literals = Literals.of(secrets.patterns());
        try (Hyperscan hyperscan = Hyperscan.ofLiterals(literals, report)) {
            for (Corpus corpus : Corpus.values()) {
                byte[] text = corpus.bytes(scale.textBytes());
                int planted = secrets.plantIn(text);
                for (int chunkBytes : List.of(CHUNK, LARGE_CHUNK)) {
                    chunks(corpus, secrets, hyperscan, text, planted, chunkBytes);
                }
            }
        }
        slowPeers(secrets, literals);
        ripgrep(secrets, literals);
    }

    private void chunks(
            Corpus corpus, MadeUpSecrets secrets, Hyperscan hyperscan, byte[] text, int planted, int chunkBytes)
            throws Exception {
        Searches searches = Searches.of(scale.plan(), text, planted)
                .add(MEMCPY, new CopyArm(text, chunkBytes))
                .add(LITERALS, new PatternArm(secrets.patterns(), text, chunkBytes))
                .add(SEARCH, new KnownSearchArm(secrets.registry(), text, chunkBytes));
        if (chunkBytes == CHUNK) {
            searches.add(STAGE, new StageArm(new RedactStage(secrets.registry(), List.of()), text, List.of()));
        }
        hyperscan.addTo(searches, text, chunkBytes);
        try (searches) {
            Interleaved run = searches.run();
            report.line("  %s, chunks of %d KiB", corpus, chunkBytes / 1024);
            searches.print(report, MEMCPY);
            if (corpus == Corpus.COMPACT_JSON && chunkBytes == CHUNK) {
                goals(run, secrets.patterns().size(), searches.has(Hyperscan.STREAM));
            }
        }
    }

    private void slowPeers(MadeUpSecrets secrets, List<byte[]> literals) throws Exception {
        byte[] text = Corpus.COMPACT_JSON.bytes(scale.slowBytes());
        int planted = secrets.plantIn(text);
        Searches searches = Searches.of(scale.slow(), text, planted)
                .add(SEARCH, new KnownSearchArm(secrets.registry(), text, CHUNK))
                .add(AHO_CORASICK, new AhoCorasickArm(literals, text, CHUNK));
        try {
            searches.add(HYPERSCAN_JAVA, new HyperscanStringArm(literals, text, CHUNK));
        } catch (CompileErrorException | LinkageError e) {
            report.skipped(HYPERSCAN_JAVA, e);
        }
        try (searches) {
            Interleaved run = searches.run();
            report.line("  slow peers, %s, chunks of 8 KiB", Corpus.COMPACT_JSON);
            searches.print(report, SEARCH);
            if (searches.has(HYPERSCAN_JAVA)) {
                report.atLeast("search ÷ hyperscan-java, Strings", run.speed(SEARCH, HYPERSCAN_JAVA), 2);
            }
        }
    }

    /** Literals of printable characters only, since its file of patterns has one on each line. */
    private void ripgrep(MadeUpSecrets secrets, List<byte[]> literals) throws Exception {
        if (!CommandArm.isThere("rg")) {
            report.skipped(RIPGREP, "not on the path");
            return;
        }
        byte[] text = Corpus.COMPACT_JSON.bytes(scale.textBytes());
        int planted = secrets.plantIn(text);
        Path directory = Files.createTempDirectory("ripgrep");
        Path patterns = directory.resolve("patterns");
        Path file = Files.write(directory.resolve("text"), text);
        try (OutputStream out = Files.newOutputStream(patterns)) {
            for (byte[] literal : literals) {
                if (new String(literal, StandardCharsets.ISO_8859_1).matches("[!-~]+")) {
                    out.write(literal);
                    out.write('\n');
                }
            }
        }
        try (Searches searches = Searches.withPrograms(scale.slow(), text, planted)
                .add(SEARCH, new KnownSearchArm(secrets.registry(), text, CHUNK))
                .add(
                        RIPGREP,
                        new CommandArm(
                                directory, List.of("rg", "--no-config", "-a", "-c", "-F", "-f", "patterns", "text")))) {
            searches.run();
            report.line("  ripgrep, %s", Corpus.COMPACT_JSON);
            searches.print(report, SEARCH);
        } finally {
            Files.delete(patterns);
            Files.delete(file);
            Files.delete(directory);
        }
    }

    private void goals(Interleaved run, int patterns, boolean hasHyperscan) {
        report.atLeast("search ÷ memcpy", run.speed(SEARCH, MEMCPY), patterns < 5_000 ? 0.3 : 0.2);
        report.atLeast("redact stage ÷ memcpy", run.speed(STAGE, MEMCPY), patterns < 5_000 ? 0.3 : 0.2);
        if (hasHyperscan) {
            report.atLeast("literals alone ÷ hyperscan, streaming", run.speed(LITERALS, Hyperscan.STREAM), 2);
        }
    }

    /** All sizes in one run, since figures of different runs are not to be compared. */
    private void growth() throws Exception {
        byte[] text = Corpus.COMPACT_JSON.bytes(scale.textBytes());
        List<MadeUpSecrets> sizes =
                scale.patterns().stream().map(MadeUpSecrets::of).toList();
        try (Searches searches = Searches.of(scale.plan(), text, 0)) {
            for (MadeUpSecrets secrets : sizes) {
                searches.add(named(secrets), new KnownSearchArm(secrets.registry(), text, CHUNK));
            }
            Interleaved run = searches.run();
            String smallest = named(sizes.get(0));
            report.line("%n== growth, %s, chunks of 8 KiB", Corpus.COMPACT_JSON);
            searches.print(report, smallest);
            report.atLeast("most ÷ fewest patterns", run.speed(named(sizes.get(sizes.size() - 1)), smallest), 0.5);
        } finally {
            sizes.forEach(MadeUpSecrets::close);
        }
    }

    private static String named(MadeUpSecrets secrets) {
        return secrets.patterns().size() + " patterns";
    }
}

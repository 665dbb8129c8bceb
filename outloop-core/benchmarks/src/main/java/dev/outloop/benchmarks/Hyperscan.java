package dev.outloop.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What Hyperscan compiled, for streams and for blocks; nothing where it does not run. */
final class Hyperscan implements AutoCloseable {

    static final String STREAM = "hyperscan, streaming";
    static final String BLOCK = "hyperscan, block, off the heap";

    private final List<HyperscanDatabase> databases = new ArrayList<>();

    private Hyperscan() {}

    static Hyperscan ofLiterals(List<byte[]> literals, Report report) {
        return compile(streaming -> HyperscanDatabase.ofLiterals(literals, streaming), report);
    }

    static Hyperscan ofExpressions(List<String> expressions, Report report) {
        return compile(streaming -> HyperscanDatabase.ofExpressions(expressions, streaming), report);
    }

    /** Those that it compiles; which it does not is printed. */
    static List<String> supported(List<String> expressions, Report report) {
        List<String> supported = new ArrayList<>();
        for (String expression : expressions) {
            try {
                HyperscanDatabase.ofExpressions(List.of(expression), true).close();
                supported.add(expression);
            } catch (IllegalStateException e) {
                report.line("  hyperscan does not take %s", expression);
            } catch (LinkageError e) {
                return List.of();
            }
        }
        return supported;
    }

    /** Adds both ways of calling it, if it runs here. */
    void addTo(Searches searches, byte[] text, int chunkBytes) {
        if (!databases.isEmpty()) {
            searches.add(STREAM, new HyperscanArm(databases.get(0), HyperscanArm.Mode.STREAM, text, chunkBytes))
                    .add(BLOCK, new HyperscanArm(databases.get(1), HyperscanArm.Mode.BLOCK, text, chunkBytes));
        }
    }

    @Override
    public void close() {
        databases.forEach(HyperscanDatabase::close);
    }

    private static Hyperscan compile(Function<Boolean, HyperscanDatabase> compiler, Report report) {
        Hyperscan hyperscan = new Hyperscan();
        try {
            long started = System.nanoTime();
            hyperscan.databases.add(compiler.apply(true));
            report.line(
                    "  hyperscan compiled in %.0f ms to %.2f MB",
                    (System.nanoTime() - started) / 1e6,
                    hyperscan.databases.get(0).bytes() / 1e6);
            hyperscan.databases.add(compiler.apply(false));
        } catch (LinkageError e) {
            report.skipped("hyperscan", e);
        }
        return hyperscan;
    }
}

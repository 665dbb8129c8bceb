package dev.outloop.benchmarks;

import dev.outloop.core.AuditTrail;
import dev.outloop.spi.AuditSink;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** How fast a trail is verified in little memory, beside hashing the same bytes. */
public final class VerifySpeed {

    private static final String HEAP = "-Xmx64m";

    private final long records;
    private final int rounds;
    private final PrintStream out;
    private final Report report;

    VerifySpeed(long records, int rounds, PrintStream out) {
        this.records = records;
        this.rounds = rounds;
        this.out = out;
        this.report = new Report(out);
    }

    /**
     * Measures and prints.
     *
     * @param arguments {@code brief} to see that it runs, {@code --full} for ten million records instead of 200,000;
     *     {@code --readme FILE} to put the figures there
     */
    public static void main(String... arguments) throws Exception {
        List<String> given = List.of(arguments);
        long records = given.contains("brief") ? 1_000 : given.contains("--full") ? 10_000_000 : 200_000;
        ReadmeSection.print("verify-speed", arguments, out -> new VerifySpeed(records, 3, out).run());
    }

    void run() throws Exception {
        Path directory = Files.createTempDirectory("verify");
        try {
            Path trail = directory.resolve("trail");
            report.line("measured on %s", Machine.describe(directory));
            long started = System.nanoTime();
            write(trail);
            report.line(
                    "%,d records, %.1f MB, written without awaiting each in %.1f s",
                    records, Directories.size(trail) / 1e6, (System.nanoTime() - started) / 1e9);
            report.line("verified in a process of its own with %s, %d rounds", HEAP, rounds);
            verifyApart(trail);
        } finally {
            Directories.delete(directory);
        }
    }

    private void write(Path trail) throws IOException {
        Clock clock = Clock.systemUTC();
        try (AuditSink sink = AuditTrail.open(trail, clock)) {
            for (long sequence = 1; sequence <= records; sequence++) {
                sink.append(
                        sequence % 2 == 1
                                ? Attempts.attempt(sequence, clock.instant())
                                : Attempts.outcome(sequence, clock.instant()));
            }
        }
    }

    private void verifyApart(Path trail) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-cp",
                        System.getProperty("java.class.path"),
                        VerifyProcess.class.getName(),
                        trail.toString(),
                        Long.toString(records),
                        Integer.toString(rounds))
                .redirectErrorStream(true)
                .start();
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            reader.lines().forEach(out::println);
            if (process.waitFor() != 0) {
                throw new IOException("verifying ended with " + process.exitValue());
            }
        } finally {
            process.destroyForcibly();
        }
    }
}

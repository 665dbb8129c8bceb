package dev.outloop.benchmarks;

import dev.outloop.core.AuditTrail;
import dev.outloop.core.AuditVerification;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import java.util.stream.Stream;

/** The process that verifies: what it uses at most is then what verifying uses. */
final class VerifyProcess {

    private static final String VERIFY = "verify";
    private static final String HASH = "SHA-256 alone";

    private VerifyProcess() {}

    public static void main(String... arguments) throws Exception {
        Path trail = Path.of(arguments[0]);
        long records = Long.parseLong(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        Report report = new Report(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        long bytes = Directories.size(trail);
        Interleaved run = new Interleaved(new Plan(0, rounds, 1, 1))
                .arm(VERIFY, arm(() -> verify(trail, records)))
                .arm(HASH, arm(() -> hash(trail)))
                .run();
        report.line(
                "  %-16s %10.0f records/s %8.1f MB/s",
                VERIFY, records / run.micros(VERIFY) * 1e6, bytes / run.micros(VERIFY));
        report.line(
                "  %-16s %10s           %8.1f MB/s, one thread, the same files", HASH, "", bytes / run.micros(HASH));
        report.line("  %-16s %10.2f", "verify ÷ SHA-256", run.speed(VERIFY, HASH));
        report.line("  %-16s %10.1f MB, garbage counted in", "peak heap", peakHeapBytes() / 1e6);
    }

    private static void verify(Path trail, long records) throws IOException {
        AuditVerification verification = AuditTrail.verify(trail);
        if (!verification.isIntact() || verification.records() != records) {
            throw new IOException(verification.toString());
        }
    }

    private static void hash(Path trail) throws IOException, GeneralSecurityException {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] buffer = new byte[64 * 1024];
        for (Path file : files(trail)) {
            try (InputStream in = Files.newInputStream(file)) {
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    digest.update(buffer, 0, read);
                }
            }
        }
        digest.digest();
    }

    private static List<Path> files(Path trail) throws IOException {
        try (Stream<Path> files = Files.list(trail)) {
            return files.sorted().toList();
        }
    }

    private static long peakHeapBytes() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage.getUsed())
                .sum();
    }

    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    private static Arm arm(Work work) {
        return new Arm() {
            @Override
            public void call() throws Exception {
                work.run();
            }

            @Override
            public void close() {}
        };
    }
}

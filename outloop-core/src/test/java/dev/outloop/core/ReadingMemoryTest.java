package dev.outloop.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadingMemoryTest {

    private static final int RECORDS = Boolean.getBoolean("outloop.full") ? 1_000_000 : 150_000;

    @TempDir
    private Path temp;

    /** Reads a trail in a process of its own and prints what it found. */
    static final class Reading {
        private Reading() {}

        public static void main(String[] arguments) throws IOException {
            AuditReader reader = AuditTrail.read(Path.of(arguments[0]));
            long start = System.nanoTime();
            System.out.print(count(reader.query(AuditQuery.builder().build())));
            long all = System.nanoTime();
            System.out.print(
                    " " + count(reader.query(AuditQuery.builder().tenant("rare").build())));
            long few = System.nanoTime();
            System.out.print(" "
                    + count(reader.query(
                            AuditQuery.builder().tenant("acme").last(1000).build())));
            System.out.println(" " + Runtime.getRuntime().maxMemory());
            System.out.println("ms: all " + (all - start) / 1_000_000 + ", rare " + (few - all) / 1_000_000);
        }

        private static long count(AuditEntries entries) throws IOException {
            long count = 0;
            try (entries) {
                while (entries.next().isPresent()) {
                    count++;
                }
            }
            return count;
        }
    }

    @Test
    void readsMoreThanItsHeapHolds() throws Exception {
        WrittenTrail.begin(temp).records(RECORDS - 1, "acme", "globex").records(1, "rare");
        assertThat(Files.size(temp.resolve("trail-000001.jsonl"))).isGreaterThan(32L << 20);
        Path printed = Files.createTempFile(temp.getParent(), "printed", "");
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Reading.class.getName(),
                        temp.toString()))
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        String out = Files.readString(printed);
        Files.delete(printed);
        System.out.println("ReadingMemoryTest: " + Files.size(temp.resolve("trail-000001.jsonl")) + " bytes, "
                + out.strip().replaceAll("\\R", "; "));
        assertThat(out).startsWith(RECORDS + " 1 1000 ");
    }
}

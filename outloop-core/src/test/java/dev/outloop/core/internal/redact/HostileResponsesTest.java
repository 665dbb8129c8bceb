package dev.outloop.core.internal.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Hostile responses end with a stated outcome, in a heap that is a third of the largest of them. */
class HostileResponsesTest {

    @Test
    void endAsStatedWithinASmallHeap() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        HostileResponses.class.getName())
                .redirectErrorStream(true)
                .start();
        List<String> lines;
        try (Stream<String> output = process.inputReader(StandardCharsets.UTF_8).lines()) {
            lines = output.filter(line -> !line.startsWith("SLF4J")).toList();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor()).as(String.join("\n", lines)).isZero();
        assertThat(lines)
                .filteredOn(line -> line.startsWith("1 MiB of "))
                .hasSize(15)
                .allMatch(line -> line.endsWith(" bytes, passed"));
        assertThat(lines)
                .filteredOn(line -> !line.startsWith("1 MiB of "))
                .containsExactly(
                        "a line of 100 MB, default limit: 10485760 bytes, RESPONSE_TOO_LARGE",
                        "a line of 100 MB, wide limit: 100000008 bytes, passed",
                        "a line of 100 MB, declared: 1 bytes, RESPONSE_WITHHELD",
                        "JSON 100,000 deep: 200000 bytes, passed",
                        "JSON 100,000 deep, declared: 1 bytes, RESPONSE_WITHHELD",
                        "a bomb of 314 MB: 163838 bytes, RESPONSE_TOO_LARGE",
                        "a bomb in a bomb: 163838 bytes, RESPONSE_TOO_LARGE");
    }
}

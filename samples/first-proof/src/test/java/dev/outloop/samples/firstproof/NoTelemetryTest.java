package dev.outloop.samples.firstproof;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoTelemetryTest {

    @TempDir
    private Path temporary;

    /** Names are looked up in a file that has none of use, so needing one breaks the proof; sockets are recorded. */
    @Test
    void theProofNeedsNoNameAndTalksWithLoopbackAlone() throws Exception {
        Path names = Files.writeString(temporary.resolve("hosts"), "127.0.0.7 known.example\n");
        Process process = Program.process(
                        SocketWitness.class,
                        List.of("-Djdk.net.hosts.file=" + names),
                        temporary.resolve("sockets.jfr").toString())
                .redirectError(temporary.resolve("err").toFile())
                .start();
        process.getOutputStream().close();
        List<String> printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(process.waitFor())
                .as(Files.readString(temporary.resolve("err")))
                .isZero();

        assertThat(printed).as("only names of that file are known").contains("known 127.0.0.7", "unknown is unknown");
        assertThat(printed).contains("exit 0");
        assertThat(printed.stream().filter(line -> line.startsWith("peer ")))
                .as("sockets were recorded, and all were loopback's")
                .containsExactly("peer 127.0.0.1");
    }
}

package dev.outloop.samples.firstproof.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.samples.firstproof.Main;
import dev.outloop.samples.firstproof.Program;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class InterruptionTest {

    @TempDir
    private Path directory;

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "there a process is killed without being told")
    void aProcessThatIsToldToEndWritesTheOutcomeFirst() throws Exception {
        try (LoopbackServer server = LoopbackServer.start()) {
            server.answer(Reply.nothing().thenHang());
            Fixture fixture = new Fixture(directory, server.port());
            fixture.store();
            Process process = Program.process(
                            Main.class,
                            List.of(),
                            "call",
                            "--config",
                            fixture.config.toString(),
                            "--workspace",
                            "acme",
                            "--runtime",
                            "claude-code",
                            "files",
                            "item",
                            "id=x")
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("printed").toFile())
                    .start();
            process.getOutputStream().close();
            try {
                server.awaitRequest(Duration.ofSeconds(60));
                process.destroy();
                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            } finally {
                process.destroyForcibly();
            }
            assertThat(fixture.trail())
                    .contains("\"event\":\"ATTEMPT\"")
                    .contains("\"event\":\"OUTCOME\"")
                    .contains("\"code\":\"CANCELLED\"")
                    .contains("\"effect\":\"UNKNOWN\"");
            assertThat(Program.run("audit", "verify", "--config", fixture.config.toString())
                            .exitCode())
                    .isZero();
        }
    }
}

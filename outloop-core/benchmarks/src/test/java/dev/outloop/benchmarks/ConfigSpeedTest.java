package dev.outloop.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ConfigSpeedTest {

    @Test
    void printsEveryFigure() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        new ConfigSpeed(1, new PrintStream(printed, true, StandardCharsets.UTF_8)).run();

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("measured on", "100 workspaces with 6 services", "100 workspaces with 20 services")
                .containsPattern("load, a line each +median +\\d+\\.\\d ms")
                .containsPattern("load, from a table +median +\\d+\\.\\d ms")
                .containsPattern("reload into a broker, with its load +median +\\d+\\.\\d ms");
    }
}

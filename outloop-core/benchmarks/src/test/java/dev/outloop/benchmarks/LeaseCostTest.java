package dev.outloop.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LeaseCostTest {

    @Test
    void printsEveryFigure() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        new LeaseCost(Plan.brief(), new PrintStream(printed, true, StandardCharsets.UTF_8)).run();

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("measured on", "CPUs")
                .containsPattern("a vault that answers at once +\\d+\\.\\d\\d µs")
                .containsPattern("kept, 10 references +\\d+\\.\\d\\d µs")
                .containsPattern("kept, 10,000 references +\\d+\\.\\d\\d µs")
                .containsPattern("one keystore read +\\d+\\.\\d\\d µs");
    }
}

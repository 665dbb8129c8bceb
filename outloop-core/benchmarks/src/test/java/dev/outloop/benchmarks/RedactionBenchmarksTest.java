package dev.outloop.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Benchmarks that nobody runs stop working; times are not asserted, because they are this machine's. */
class RedactionBenchmarksTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @Test
    void throughputPrintsEveryCorpusAndGoal() throws Exception {
        new RedactionThroughput(Scale.brief(), out).run();

        for (Corpus corpus : Corpus.values()) {
            assertThat(printed()).contains("  " + corpus + ", chunks of 8 KiB", "  " + corpus + ", chunks of 64 KiB");
        }
        assertThat(printed())
                .contains("measured on", "CPUs")
                .containsPattern("learnt and compiled in \\d+\\.\\d ms")
                .containsPattern("memcpy +\\d+\\.\\d+ GB/s")
                .containsPattern("org\\.ahocorasick +\\d+\\.\\d+ GB/s")
                .containsPattern("search ÷ memcpy +\\d\\.\\d+ +goal ≥ 0\\.30")
                .containsPattern("redact stage ÷ memcpy +\\d\\.\\d+ +goal ≥ 0\\.30")
                .containsPattern("ripgrep, whole process +\\d+\\.\\d+ GB/s|ripgrep, whole process skipped")
                .containsPattern("hyperscan, streaming +\\d+\\.\\d+ GB/s|hyperscan skipped")
                .containsPattern("most ÷ fewest patterns +\\d+\\.\\d+ +goal ≥ 0\\.50");
    }

    @Test
    void checkerCostPrintsWhatItAdds() throws Exception {
        new CheckerCost(Scale.brief(), out).run();

        assertThat(printed()).containsPattern("the checker makes the stage take \\d+\\.\\d+ × as long with one value");
    }

    @Test
    void eventLatencyPrintsWhatRedactionAdds() throws Exception {
        new EventStreamLatency(Plan.brief(), 100, out).run();

        assertThat(printed()).containsPattern("redaction adds -?\\d+\\.\\d µs to an event");
    }

    @Test
    void detectorThroughputPrintsPeersAndHostileText() throws Exception {
        new DetectorThroughput(Scale.brief(), out).run();

        assertThat(printed())
                .containsPattern("detectors +\\d+\\.\\d+ GB/s")
                .containsPattern("detectors ÷ hyperscan, streaming +\\d+\\.\\d+ +goal ≥ 0\\.70|hyperscan skipped")
                .containsPattern("secretlint (takes|skipped)")
                .containsPattern("time for twice as much ÷ 2 +\\d+\\.\\d+ +goal ≤ 1\\.25")
                .containsPattern("one keyword alone, the slowest: \\d+\\.\\d+ GB/s");
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}

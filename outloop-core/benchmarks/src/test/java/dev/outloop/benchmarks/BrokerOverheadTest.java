package dev.outloop.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Benchmarks that nobody runs stop working; times are not asserted, because they are this machine's. */
class BrokerOverheadTest {

    @Test
    void printsEveryFigureWithItsGoal() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        new BrokerOverhead(Plan.brief(), new PrintStream(printed, true, StandardCharsets.UTF_8)).run();

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("measured on", "CPUs")
                .containsPattern("direct +\\d+\\.\\d µs")
                .containsPattern("brokered, audit in memory +\\d+\\.\\d µs")
                .containsPattern("added without syncs .*goal ≤ 25\\.0 µs")
                .containsPattern("of it redact +\\d+\\.\\d µs")
                .containsPattern("one append and fdatasync +\\d+\\.\\d µs")
                .containsPattern("added with syncs .*goal ≤ \\d+\\.\\d µs")
                .containsPattern("one keystore read +\\d+\\.\\d µs");
    }

    @Test
    void theJmhBenchmarkCallsEveryArm() throws Exception {
        for (String arm : new String[] {"direct", "brokered", "durable"}) {
            BrokeredCallBenchmark benchmark = new BrokeredCallBenchmark();
            benchmark.arm = arm;
            benchmark.start();
            benchmark.call();
            benchmark.stop();
        }
    }
}

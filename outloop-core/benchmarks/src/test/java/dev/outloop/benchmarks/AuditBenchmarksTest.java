package dev.outloop.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Benchmarks that nobody runs stop working; times are not asserted, because they are this machine's. */
class AuditBenchmarksTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @Test
    void throughputPrintsEveryArmAndGoal() throws Exception {
        new AuditThroughput(1, Duration.ofMillis(20), out).run();

        assertThat(printed())
                .contains("measured on", "CPUs")
                .containsPattern("trail +\\d+ records/s")
                .containsPattern("PostgreSQL +\\d+ records/s|PostgreSQL skipped")
                .containsPattern("SQLite, a connection each +\\d+ records/s")
                .containsPattern("trail ÷ one thread, write and fdatasync \\(.*\\) +\\d+\\.\\d+ +goal ≥ 4\\.00")
                .containsPattern("trail ÷ one thread, write and fdatasync \\(.*\\) +\\d+\\.\\d+ +goal ≥ 7\\.00")
                .containsPattern("trail ÷ PostgreSQL \\(.*\\) +\\d+\\.\\d+ +goal ≥ 3\\.00|PostgreSQL skipped")
                .containsPattern("trail ÷ SQLite, .* +\\d+\\.\\d+ +goal ≥ 10\\.00");
    }

    @Test
    void verifyPrintsSpeedAndMemory() throws Exception {
        new VerifySpeed(1_000, 1, out).run();

        assertThat(printed())
                .contains("1,000 records")
                .containsPattern("verify +\\d+ records/s +\\d+\\.\\d MB/s")
                .containsPattern("SHA-256 alone +\\d+\\.\\d MB/s")
                .containsPattern("peak heap +\\d+\\.\\d MB");
    }

    @Test
    void figuresReplaceThoseBetweenTheirComments() {
        String readme = "before\n<!-- speed -->\n```\nold\n```\n<!-- /speed -->\nafter\n";

        assertThat(ReadmeSection.replace(readme, "speed", "new\n"))
                .isEqualTo("before\n<!-- speed -->\n```\nnew\n```\n<!-- /speed -->\nafter\n");
        assertThatThrownBy(() -> ReadmeSection.replace(readme, "size", "new\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("size");
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}

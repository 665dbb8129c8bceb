package dev.outloop.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PolicyDecisionTest {

    @Test
    void printsEveryFigureNextToItsGoal() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();

        new PolicyDecision(true, new PrintStream(printed, true, StandardCharsets.UTF_8)).run();

        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("measured on", "CPUs")
                .containsPattern("100 rules +\\d+\\.\\d{3} µs")
                .containsPattern("µs a decision at the most rules +\\d+\\.\\d{3} +goal ≤ 0\\.50")
                .containsPattern("times that of the fewest +\\d+\\.\\d{3} +goal ≤ 3\\.00")
                .containsPattern("beside peers, 100 rules")
                .containsPattern("(Cedar +\\d+\\.\\d µs|Cedar skipped)")
                .containsPattern("jcasbin +\\d+\\.\\d µs")
                .containsPattern("100 workspaces with 20 accesses each +-?\\d+\\.\\d\\d MB");
    }

    @Test
    void theRequestsAreAllowedAndDenied() {
        assertThat(new MadeUpPolicy(1000).allowed()).isBetween(10, 50);
    }
}

package dev.outloop.core.cases;

import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.Call;
import dev.outloop.action.ActionResult;
import dev.outloop.core.internal.state.StateFolder;
import dev.outloop.error.ErrorCode;
import dev.outloop.policy.LimitDefinition;
import dev.outloop.policy.LimitDefinition.Measure;
import dev.outloop.policy.LimitDefinition.Per;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.Reply;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Limits through a real broker, to a real service. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LimitedCallTest {

    private static String sentence(ActionResult result) {
        return ((ActionResult.Denied) result).message();
    }

    @Test
    void lets20AtOnceAnd10ASecondAfterwards() throws Exception {
        LimitDefinition fast = LimitDefinition.rate("fast", Per.CALLER, 10, Duration.ofSeconds(1), 20);
        try (LimitBench bench = new LimitBench(fast)) {
            for (int i = 0; i < 20; i++) {
                assertThat(bench.get()).isCompleted();
            }
            ActionResult denied = bench.get();
            assertThat(denied).isDeniedWith(ErrorCode.RATE_LIMITED);
            assertThat(sentence(denied)).contains("limit fast").contains("try again in 100 ms");
            bench.clock.advance(Duration.ofMillis(99));
            assertThat(bench.get()).isDeniedWith(ErrorCode.RATE_LIMITED);
            bench.clock.advance(Duration.ofMillis(1));
            assertThat(bench.get()).isCompleted();
            assertThat(bench.get()).isDeniedWith(ErrorCode.RATE_LIMITED);
            assertThat(bench.perform("b", "get")).as("another caller").isCompleted();
            bench.restart(fast);
            assertThat(bench.get()).as("after a restart").isDeniedWith(ErrorCode.RATE_LIMITED);
        }
    }

    @Test
    void letsAnotherCallInOnceOneHasEnded() throws Exception {
        LimitDefinition few = LimitDefinition.concurrency("few", Per.TENANT, 1);
        try (LimitBench bench = new LimitBench(few)) {
            Semaphore answer = new Semaphore(0);
            bench.service.answer(Reply.raw("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n")
                    .thenAwait(answer)
                    .then("{}"));
            ExecutorService thread = Executors.newSingleThreadExecutor();
            try {
                Future<ActionResult> first = thread.submit(bench::get);
                bench.service.awaitRequest(Duration.ofSeconds(30));
                ActionResult denied = bench.perform("b", "get");
                assertThat(denied).isDeniedWith(ErrorCode.CONCURRENCY_LIMITED);
                assertThat(sentence(denied)).contains("when one of them has ended");
                answer.release(100);
                assertThat(first.get()).isCompleted();
                assertThat(bench.perform("b", "get")).isCompleted();
            } finally {
                thread.shutdownNow();
            }
        }
    }

    @Test
    void countsTheBytesThatCameAndNotThoseThatMightHave() throws Exception {
        LimitDefinition traffic =
                LimitDefinition.budget("traffic", Per.ACCESS, Measure.BYTES, BigDecimal.valueOf(1015), null);
        try (LimitBench bench = new LimitBench(traffic)) {
            bench.service.answer(Reply.status(200, "0123456789"));
            assertThat(bench.get()).isCompleted();
            // 10 are used, and the next may take 1000 more.
            assertThat(bench.get()).isCompleted();
            ActionResult denied = bench.get();
            assertThat(denied).isDeniedWith(ErrorCode.BUDGET_EXHAUSTED);
            assertThat(sentence(denied)).contains("ask the person who grants access");
        }
    }

    @Test
    void countsWhatIsPaidAndRefusesWhatIsNoPlainNumber() throws Exception {
        LimitDefinition spend =
                LimitDefinition.budget("spend", Per.TENANT, Measure.parameter("amount"), new BigDecimal("100.5"), null);
        try (LimitBench bench = new LimitBench(spend)) {
            for (String bad : new String[] {
                "NaN",
                "Infinity",
                "-1",
                "+1",
                "1e3",
                "0x10",
                "01",
                "1.",
                ".5",
                "1.1234567",
                "1,5",
                "1 0",
                "１",
                "9999999999999",
                "9".repeat(60)
            }) {
                assertThat(bench.pay(bad)).as(bad).isDeniedWith(ErrorCode.PARAMETER_INVALID);
            }
            assertThat(bench.get()).isDeniedWith(ErrorCode.PARAMETER_MISSING);
            assertThat(bench.reached()).isZero();
            assertThat(bench.pay("100.000001")).isCompleted();
            assertThat(bench.pay("0.5")).isDeniedWith(ErrorCode.BUDGET_EXHAUSTED);
            assertThat(bench.pay("0.499999")).isCompleted();
            assertThat(bench.pay("0.000001")).isDeniedWith(ErrorCode.BUDGET_EXHAUSTED);
            assertThat(bench.pay("0")).isCompleted();
            assertThat(bench.reached()).isEqualTo(3);
        }
    }

    @Test
    void givesBackWhatWasNotAttemptedAndKeepsWhatMayHaveHappened() throws Exception {
        LimitDefinition two = LimitDefinition.budget("two", Per.ACCESS, Measure.CALLS, BigDecimal.valueOf(2), null);
        try (LimitBench bench = new LimitBench(two)) {
            Call cancelled =
                    bench.control.broker().newCall(bench.request("a", "get").build());
            cancelled.cancel();
            cancelled.perform();
            bench.service.enqueue(Reply.nothing().thenClose());
            ActionResult lost = bench.perform("a", "put");
            assertThat(lost).as("a write whose answer was lost").isNotInstanceOf(ActionResult.Completed.class);
            bench.service.answer(Reply.status(200, "{}"));
            assertThat(bench.get()).isCompleted();
            assertThat(bench.get()).isDeniedWith(ErrorCode.BUDGET_EXHAUSTED);
        }
    }

    @Test
    void aChangedLimitKeepsWhatItHasCounted() throws Exception {
        LimitDefinition two = LimitDefinition.budget("daily", Per.ACCESS, Measure.CALLS, BigDecimal.valueOf(2), null);
        LimitDefinition three = LimitDefinition.budget("daily", Per.ACCESS, Measure.CALLS, BigDecimal.valueOf(3), null);
        try (LimitBench bench = new LimitBench()) {
            assertThat(bench.get()).isCompleted();
            bench.control.reload(LimitBench.config(bench.directory, bench.service.port(), two));
            assertThat(bench.get()).isCompleted();
            assertThat(bench.get()).isCompleted();
            assertThat(bench.get()).isDeniedWith(ErrorCode.BUDGET_EXHAUSTED);
            bench.control.reload(LimitBench.config(bench.directory, bench.service.port(), three));
            assertThat(bench.get()).isCompleted();
            assertThat(bench.get()).isDeniedWith(ErrorCode.BUDGET_EXHAUSTED);
        }
    }

    @Test
    void theTrailTellsWhatWasChargedAndWhichLimitRefused() throws Exception {
        LimitDefinition one = LimitDefinition.budget("one", Per.ACCESS, Measure.CALLS, BigDecimal.ONE, null);
        try (LimitBench bench = new LimitBench(one)) {
            assertThat(bench.get()).isCompleted();
            assertThat(bench.get()).isDeniedWith(ErrorCode.BUDGET_EXHAUSTED);
            StringBuilder trail = new StringBuilder();
            for (Path segment : TrailRecords.segments(bench.directory.resolve("audit"))) {
                trail.append(Files.readString(segment, StandardCharsets.US_ASCII));
            }
            assertThat(trail.toString().lines().filter(line -> line.contains("\"event\":\"ATTEMPT\"")))
                    .hasSize(1)
                    .allMatch(line -> line.contains("\"limits\":\"one=1\""));
            assertThat(trail.toString().lines().filter(line -> line.contains("\"event\":\"DENIED\"")))
                    .hasSize(1)
                    .allMatch(line -> line.contains("\"rule\":\"one\"") && line.contains("BUDGET_EXHAUSTED"));
        }
    }

    @Test
    void doesNothingThatIsLimitedWhenItCannotKeepCounts() throws Exception {
        LimitDefinition many = LimitDefinition.budget("many", Per.ACCESS, Measure.CALLS, BigDecimal.TEN, null);
        try (LimitBench bench = new LimitBench(many)) {
            assertThat(bench.get()).isCompleted();
            Files.delete(bench.directory.resolve("state/limits.log"));
            assertThat(bench.get()).isDeniedWith(ErrorCode.STATE_UNAVAILABLE);
            assertThat(bench.get()).isDeniedWith(ErrorCode.STATE_UNAVAILABLE);
            assertThat(bench.reached()).isEqualTo(1);
        }
    }

    @Test
    void aSecondBrokerDoesNotShareTheFolder() throws Exception {
        LimitDefinition many = LimitDefinition.budget("many", Per.ACCESS, Measure.CALLS, BigDecimal.TEN, null);
        try (LimitBench bench = new LimitBench(many)) {
            Path folder = bench.directory.resolve("state");
            assertThat(folder).isDirectory();
            assertThatThrownBy(() -> StateFolder.open(folder))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("in use");
        }
    }

    /** Lives of brokers in processes of their own, each killed in the middle: together they do not do more than one may. */
    @Test
    void killedBrokersDoNotRefillABudget() throws Exception {
        int budget = 120;
        Path directory = Files.createTempDirectory("outloop-limit-kill");
        try (LoopbackServer service = LoopbackServer.start().answer(Reply.status(200, "{}"))) {
            for (int round = 1; round <= 2; round++) {
                try (LimitProgram.Running running = LimitProgram.start(directory, service.port(), budget)) {
                    running.awaitCalls(30);
                }
            }
            int killed = service.requests().size();
            assertThat(killed).isBetween(60, budget);
            try (LimitProgram.Running running = LimitProgram.start(directory, service.port(), budget)) {
                running.awaitLine("BUDGET_EXHAUSTED");
            }
            int reached = service.requests().size();
            assertThat(reached).as("calls of all lives").isBetween(budget - 2 * LimitProgram.THREADS, budget);
        } finally {
            Folders.delete(directory);
        }
    }
}

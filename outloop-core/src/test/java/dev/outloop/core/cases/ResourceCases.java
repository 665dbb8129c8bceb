package dev.outloop.core.cases;

import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.error.ErrorCode;
import dev.outloop.policy.LimitDefinition;
import dev.outloop.policy.LimitDefinition.Measure;
import dev.outloop.policy.LimitDefinition.Per;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Drivers of the cases of what a call may use up; as a consumer it runs the one of an id. */
final class ResourceCases implements Consumer<String> {

    static List<FaultCase> all() {
        return List.of(
                FaultCase.checked(
                        "RES-022", ResourceCases::budgetOfADay, "after a restart", "limit.EmbeddedLimitStore#readAll"),
                FaultCase.checked(
                        "RES-023", () -> oneOf(100, 3), "calls that got through", "limit.EmbeddedLimitStore#take"),
                FaultCase.checked(
                        "X-BUDGET-OF-ONE",
                        () -> oneOf(64, 0),
                        "calls that got through",
                        "limit.EmbeddedLimitStore#take"));
    }

    @Override
    public void accept(String id) {
        FaultCase.run(all(), id);
    }

    private static LimitDefinition calls(int total) {
        return LimitDefinition.budget(
                "daily", Per.ACCESS, Measure.CALLS, BigDecimal.valueOf(total), Duration.ofDays(1));
    }

    /** One more than the budget is denied, whatever restarts and clocks do, until its day is over. */
    private static void budgetOfADay() throws Exception {
        LimitDefinition daily = calls(2);
        try (LimitBench bench = new LimitBench(daily)) {
            assertThat(bench.get()).isCompleted();
            assertThat(bench.get()).isCompleted();
            assertThat(bench.get()).isDeniedWith(ErrorCode.BUDGET_EXHAUSTED);
            assertThat(bench.perform("b", "get")).as("another workspace").isCompleted();
            bench.restart(daily);
            assertThat(bench.get()).as("after a restart").isDeniedWith(ErrorCode.BUDGET_EXHAUSTED);
            bench.clock.set(bench.clock.instant().minus(Duration.ofDays(40)));
            assertThat(bench.get()).as("after the clock went back").isDeniedWith(ErrorCode.BUDGET_EXHAUSTED);
            bench.restart(daily);
            bench.clock.advance(Duration.ofDays(2));
            assertThat(bench.get()).as("after both").isDeniedWith(ErrorCode.BUDGET_EXHAUSTED);
            assertThat(bench.reached()).isEqualTo(3);
            bench.clock.advance(Duration.ofDays(39));
            assertThat(bench.get()).as("the next day").isCompleted();
        }
    }

    /** Of all that ask at once for the last call of a budget one gets it, and after a restart none. */
    private static void oneOf(int threads, int before) throws Exception {
        LimitDefinition budget = calls(before + 1);
        try (LimitBench bench = new LimitBench(budget)) {
            for (int i = 0; i < before; i++) {
                assertThat(bench.get()).isCompleted();
            }
            List<ActionResult> results = together(threads, bench);
            assertThat(bench.reached() - before).as("calls that got through").isEqualTo(1);
            assertThat(results)
                    .filteredOn(ActionResult.Completed.class::isInstance)
                    .hasSize(1);
            assertThat(results)
                    .filteredOn(result -> !(result instanceof ActionResult.Completed))
                    .allSatisfy(result -> assertThat(result).isDeniedWith(ErrorCode.BUDGET_EXHAUSTED));
            bench.restart(budget);
            assertThat(bench.get()).as("after a restart").isDeniedWith(ErrorCode.BUDGET_EXHAUSTED);
            assertThat(bench.reached() - before).isEqualTo(1);
        }
    }

    private static List<ActionResult> together(int threads, LimitBench bench) throws Exception {
        ActionRequest request = bench.request("a", "get").build();
        CountDownLatch ready = new CountDownLatch(threads);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<ActionResult>> calls = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                calls.add(executor.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return bench.control.broker().perform(request);
                }));
            }
            List<ActionResult> results = new ArrayList<>();
            for (Future<ActionResult> call : calls) {
                results.add(call.get());
            }
            return results;
        } finally {
            executor.shutdownNow();
        }
    }
}

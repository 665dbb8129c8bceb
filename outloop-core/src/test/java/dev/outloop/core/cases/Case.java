package dev.outloop.core.cases;

import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.error.ErrorCode;
import java.util.List;

/**
 * One driver: the concrete request of a case and the one exact answer.
 *
 * @param id the case, or one of our own that begins with {@code X-}
 * @param ask the request
 * @param expect what has to be true of the answer
 * @param removed the checks, {@code Class#method} below the engine's packages, without which it would not be true
 */
record Case(String id, Ask ask, Expect expect, List<String> removed) {

    private static final String ENGINE = "dev.outloop.core.internal.";

    /** Makes the request. */
    @FunctionalInterface
    interface Ask {
        ActionRequest.Builder of(Bench bench) throws Exception;
    }

    /** Judges the answer. */
    @FunctionalInterface
    interface Expect {
        void check(Bench bench, ActionResult result) throws Exception;
    }

    /** A refusal with this code and a sentence that says this; the check that gives it, and those behind it. */
    static Case denied(String id, Ask ask, ErrorCode code, String sentence, String... removed) {
        return new Case(
                id,
                ask,
                (bench, result) -> {
                    assertThat(result).isDeniedWith(code);
                    assertThat(((ActionResult.Denied) result).message())
                            .as("expected sentence")
                            .contains(sentence);
                },
                List.of(removed).stream().map(check -> ENGINE + check).toList());
    }

    /** Something that is answered; nothing is to be removed, because nothing refuses it. */
    static Case answered(String id, Ask ask, Expect expect) {
        return new Case(
                id,
                ask,
                (bench, result) -> {
                    assertThat(result).isCompleted();
                    expect.check(bench, result);
                },
                List.of());
    }

    boolean isDenial() {
        return !removed.isEmpty();
    }

    /** Runs the driver and every invariant. */
    void run() throws Exception {
        try (Bench bench = Bench.open()) {
            bench.requireControls();
            ActionRequest request = ask.of(bench).build();
            ActionResult result = bench.perform(request);
            expect.check(bench, result);
            bench.requireInvariants(request, result);
        }
    }
}

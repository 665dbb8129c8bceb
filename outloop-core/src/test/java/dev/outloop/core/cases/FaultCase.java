package dev.outloop.core.cases;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.testkit.twin.Twin;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * One driver of the trail's or of the vaults' cases.
 *
 * @param id the case, or one of our own that begins with {@code X-}
 * @param driver makes the request or the fault and states the one exact outcome
 * @param failure what it says when the checks are taken out; empty if there is none
 * @param removed the checks, {@code Class#method} below the engine's packages, without which it does not hold
 */
record FaultCase(String id, Driver driver, String failure, List<String> removed) {

    private static final String ENGINE = "dev.outloop.core.internal.";

    /** Runs to its end, or fails. */
    @FunctionalInterface
    interface Driver {
        void run() throws Exception;
    }

    /** A driver that rests on checks. */
    static FaultCase checked(String id, Driver driver, String failure, String... removed) {
        return new FaultCase(
                id,
                driver,
                failure,
                List.of(removed).stream().map(check -> ENGINE + check).toList());
    }

    /** A driver of something that holds because no code does otherwise, or because the operating system sees to it. */
    static FaultCase unchecked(String id, Driver driver) {
        return new FaultCase(id, driver, "", List.of());
    }

    boolean isChecked() {
        return !removed.isEmpty();
    }

    /** Runs the driver of that id. */
    static void run(List<FaultCase> all, String id) {
        FaultCase found = all.stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no driver " + id));
        try {
            found.driver().run();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(id + ": " + e, e);
        }
    }

    /** A test for each that it holds. */
    static Stream<DynamicTest> holding(List<FaultCase> all) {
        return all.stream().map(each -> DynamicTest.dynamicTest(each.id(), each.driver()::run));
    }

    /**
     * A test for each that rests on checks: in an engine without them it fails, for the reason that it names.
     *
     * @param fixture a consumer of ids that runs the driver of one
     */
    static Stream<DynamicTest> failingWithoutTheirChecks(List<FaultCase> all, Class<?> fixture) {
        return Samples.of(all.stream().filter(FaultCase::isChecked).toList())
                .map(each -> DynamicTest.dynamicTest(each.id(), () -> each.requireFailure(fixture)));
    }

    /** The fixture as the twin has it. */
    @SuppressWarnings("unchecked") // the fixture is a consumer of ids
    static Consumer<String> in(Twin twin, Class<?> fixture) {
        return twin.newInstance(Consumer.class, fixture);
    }

    private void requireFailure(Class<?> fixture) {
        Twin twin = Twin.without(removed);
        assertThatThrownBy(() -> in(twin, fixture).accept(id))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(failure);
        twin.requireReached();
    }
}

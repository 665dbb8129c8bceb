package dev.outloop.core.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.testkit.twin.Twin;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** Runs drivers in engines without the checks that they name, where each has to fail. */
final class RemovedChecks {

    private RemovedChecks() {}

    static Stream<DynamicTest> of(List<Case> drivers) {
        Map<List<String>, Twin> twins = new HashMap<>();
        List<Case> denials = drivers.stream().filter(Case::isDenial).toList();
        return Samples.of(denials)
                .map(each -> DynamicTest.dynamicTest(
                        each.id(),
                        () -> requireFailure(
                                twins.computeIfAbsent(each.removed(), methods -> Twin.without(methods)), each.id())));
    }

    private static void requireFailure(Twin twin, String id) {
        // Where a look-up finds nothing there is nothing to go on with, so the twin can only break.
        boolean lookUp =
                twin.toString().contains("#requireKnown") || twin.toString().contains("#requireGranted");
        long before = twin.reached();
        assertThatThrownBy(() -> run(twin).accept(id))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("expected")
                .satisfies(failure -> assertThat(failure.getMessage().contains("INTERNAL_ERROR"))
                        .as(failure.getMessage())
                        .isEqualTo(lookUp));
        assertThat(twin.reached()).as("calls of what was removed").isGreaterThan(before);
    }

    @SuppressWarnings("unchecked") // a fixture of the twin is a consumer of ids
    static Consumer<String> run(Twin twin) {
        return twin.newInstance(Consumer.class, CaseRun.class);
    }
}

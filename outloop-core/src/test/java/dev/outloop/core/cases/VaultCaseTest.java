package dev.outloop.core.cases;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.testkit.twin.Twin;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each driver of the vaults holds, and holds no longer in an engine without the checks that it names. */
class VaultCaseTest {

    @TestFactory
    Stream<DynamicTest> eachCaseEndsAsItHasTo() {
        return VaultCases.all().stream().map(each -> DynamicTest.dynamicTest(each.id(), each.driver()::run));
    }

    @TestFactory
    Stream<DynamicTest> eachRestsOnTheChecksThatItNames() {
        return VaultCases.all().stream()
                .filter(FaultCase::isChecked)
                .map(each -> DynamicTest.dynamicTest(each.id(), () -> requireFailure(each)));
    }

    @Test
    void aTwinWithEveryCheckAsksVaultsAsTheEngineDoes() {
        run(Twin.unchanged()).accept("VAULT-003");
    }

    private static void requireFailure(FaultCase each) {
        Twin twin = Twin.without(each.removed());
        assertThatThrownBy(() -> run(twin).accept(each.id()))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(each.failure());
        twin.requireReached();
    }

    @SuppressWarnings("unchecked") // the fixture is a consumer of ids
    private static Consumer<String> run(Twin twin) {
        return twin.newInstance(Consumer.class, VaultCases.class);
    }
}

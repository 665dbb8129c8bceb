package dev.outloop.core.cases;

import dev.outloop.testkit.twin.Twin;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each driver of the vaults holds, and holds no longer in an engine without the checks that it names. */
class VaultCaseTest {

    @TestFactory
    Stream<DynamicTest> eachCaseEndsAsItHasTo() {
        return FaultCase.holding(VaultCases.all());
    }

    @TestFactory
    Stream<DynamicTest> eachRestsOnTheChecksThatItNames() {
        return FaultCase.failingWithoutTheirChecks(VaultCases.all(), VaultCases.class);
    }

    @Test
    void aTwinWithEveryCheckAsksVaultsAsTheEngineDoes() {
        FaultCase.in(Twin.unchanged(), VaultCases.class).accept("VAULT-003");
    }
}

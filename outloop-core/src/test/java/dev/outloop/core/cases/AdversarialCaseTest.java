package dev.outloop.core.cases;

import dev.outloop.testkit.twin.Twin;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each driver holds. */
class AdversarialCaseTest {

    @TestFactory
    Stream<DynamicTest> eachCaseEndsAsItHasTo() {
        return Drivers.all().stream().map(each -> DynamicTest.dynamicTest(each.id(), each::run));
    }

    @Test
    void aTwinWithEveryCheckRefusesAsTheEngineDoes() {
        RemovedChecks.run(Twin.unchanged()).accept("URL-001");
    }
}

package dev.outloop.core.cases;

import dev.outloop.testkit.twin.Twin;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each driver of what a call may use up holds, and holds no longer in an engine without the checks that it names. */
class ResourceCaseTest {

    @TestFactory
    Stream<DynamicTest> eachCaseEndsAsItHasTo() {
        return FaultCase.holding(ResourceCases.all());
    }

    @TestFactory
    Stream<DynamicTest> eachRestsOnTheChecksThatItNames() {
        return FaultCase.failingWithoutTheirChecks(ResourceCases.all(), ResourceCases.class);
    }

    @Test
    void aTwinWithEveryCheckCountsAsTheEngineDoes() {
        FaultCase.in(Twin.unchanged(), ResourceCases.class).accept("RES-022");
    }
}

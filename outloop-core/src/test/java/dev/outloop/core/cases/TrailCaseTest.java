package dev.outloop.core.cases;

import dev.outloop.testkit.twin.Twin;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each driver of the trail holds, and holds no longer in an engine without the checks that it names. */
class TrailCaseTest {

    @TestFactory
    Stream<DynamicTest> eachCaseEndsAsItHasTo() {
        return FaultCase.holding(TrailCases.all());
    }

    @TestFactory
    Stream<DynamicTest> eachRestsOnTheChecksThatItNames() {
        return FaultCase.failingWithoutTheirChecks(TrailCases.all(), TrailCases.class);
    }

    @Test
    void aTwinWithEveryCheckKeepsTheTrailAsTheEngineDoes() {
        FaultCase.in(Twin.unchanged(), TrailCases.class).accept("AUD-027");
    }
}

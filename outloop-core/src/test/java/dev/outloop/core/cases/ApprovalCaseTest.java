package dev.outloop.core.cases;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each driver about approvals holds, and holds no longer in an engine without the check that it names. */
class ApprovalCaseTest {

    @TestFactory
    Stream<DynamicTest> eachCaseEndsAsItHasTo() {
        return FaultCase.holding(ApprovalCases.all());
    }

    @TestFactory
    Stream<DynamicTest> eachRestsOnTheCheckThatItNames() {
        return FaultCase.failingWithoutTheirChecks(ApprovalCases.all(), ApprovalCases.class);
    }
}

package dev.outloop.core.cases;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each header, redirect, tenant and folder driver holds no longer in an engine without the checks that it names. */
class OtherChecksRemovedTest {

    @TestFactory
    Stream<DynamicTest> eachRefusalRestsOnTheChecksThatItNames() {
        return RemovedChecks.of(
                Stream.of(HeaderCases.all(), RedirectCases.all(), TenantCases.all(), FolderCases.all(), PinCases.all())
                        .flatMap(List::stream)
                        .toList());
    }
}

package dev.outloop.core.cases;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each URL driver holds no longer in an engine without the checks that it names. */
class UrlChecksRemovedTest {

    @TestFactory
    Stream<DynamicTest> eachRefusalRestsOnTheChecksThatItNames() {
        return RemovedChecks.of(UrlCases.all());
    }
}

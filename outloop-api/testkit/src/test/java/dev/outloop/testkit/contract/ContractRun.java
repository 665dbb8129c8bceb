package dev.outloop.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Set;
import java.util.TreeSet;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs a contract on an implementation, and says which of its tests failed. */
final class ContractRun {

    private ContractRun() {}

    static Set<String> failures(Class<?> implementation) {
        EngineExecutionResults results = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(implementation))
                .execute();
        assertThat(results.testEvents().started().count()).isPositive();
        assertThat(results.testEvents().skipped().count()).isZero();
        assertThat(results.testEvents().aborted().count()).isZero();
        assertThat(results.containerEvents().failed().count()).isZero();
        Set<String> failed = new TreeSet<>();
        results.testEvents().failed().stream()
                .map(Event::getTestDescriptor)
                .map(ContractRun::methodOf)
                .forEach(failed::add);
        return failed;
    }

    private static String methodOf(TestDescriptor test) {
        return ((MethodSource) test.getSource().orElseThrow()).getMethodName();
    }
}

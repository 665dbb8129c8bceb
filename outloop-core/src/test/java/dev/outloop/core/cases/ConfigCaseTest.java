package dev.outloop.core.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.testkit.twin.Twin;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ConfigCaseTest {

    @Test
    void aConfigurationWithoutTheFlawIsTaken() throws Exception {
        assertThat(ConfigCases.parse("https://api.good.example/v1", "a").services())
                .hasSize(1);
    }

    @TestFactory
    Stream<DynamicTest> refusesEachWhereItIsWrong() {
        return ids().map(id -> DynamicTest.dynamicTest(id, () -> new ConfigCases().accept(id)));
    }

    /** A problem that is found and does not count would let each of them through. */
    @TestFactory
    Stream<DynamicTest> takesEachWhereProblemsDoNotCount() {
        Twin twin = Twin.without("dev.outloop.core.BrokerConfig#requireNone");
        return ids().map(id -> DynamicTest.dynamicTest(id, () -> requireTaken(twin, id)));
    }

    @Test
    void takesAMetadataAddressWhereHostsAreNotLookedAt() {
        requireTaken(Twin.without("dev.outloop.core.internal.config.NetworkCheck#requireReachableHost"), "HOST-032");
    }

    @SuppressWarnings("unchecked") // the fixture is a consumer of ids
    private static void requireTaken(Twin twin, String id) {
        Consumer<String> run = twin.newInstance(Consumer.class, ConfigCases.class);
        assertThatThrownBy(() -> run.accept(id))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("expected refusal");
        twin.requireReached();
    }

    private static Stream<String> ids() {
        return Stream.of(ConfigCases.urls().keySet(), ConfigCases.names().keySet())
                .flatMap(each -> List.copyOf(each).stream());
    }
}

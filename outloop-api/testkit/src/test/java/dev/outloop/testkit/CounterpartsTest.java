package dev.outloop.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class CounterpartsTest {

    @Test
    void findsAProgramOnThePath(@TempDir Path folder) throws Exception {
        Path program = Files.createFile(folder.resolve("some-program"));
        Counterparts counterparts = Counterparts.in(Map.of("PATH", "/nowhere:" + folder));
        assertThat(counterparts.find("some-program")).isEmpty();

        assertThat(program.toFile().setExecutable(true)).isTrue();

        assertThat(counterparts.required("some-program")).isEqualTo(program);
    }

    @Test
    void skipsWhereItIsMissing() {
        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(() -> Counterparts.in(Map.of("PATH", "")).required("some-program"))
                .withMessageContaining("some-program");
        assertThatExceptionOfType(TestAbortedException.class)
                .isThrownBy(() ->
                        Counterparts.in(Map.of(Counterparts.REQUIRED, "0")).required("some-program"));
    }

    @Test
    void failsWhereItMustNotBeMissing() {
        assertThatExceptionOfType(AssertionFailedError.class)
                .isThrownBy(() ->
                        Counterparts.in(Map.of(Counterparts.REQUIRED, "1")).required("some-program"))
                .withMessageContaining("some-program")
                .withMessageContaining(Counterparts.REQUIRED);
    }

    @Test
    void annotationRunsOrStops() {
        Events present = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(NeedsShell.class))
                .execute()
                .testEvents();
        present.assertStatistics(stats -> stats.started(1).succeeded(1));

        Events missing = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(NeedsNothingThere.class))
                .execute()
                .allEvents();
        // Skipped, or failed where the environment of this very run demands it: never run.
        assertThat(missing.succeeded().count()).isLessThanOrEqualTo(1);
        assertThat(missing.skipped().count() + missing.failed().count()).isEqualTo(1);
    }

    @RequireCounterpart("sh")
    static class NeedsShell {
        @Test
        void test() {}
    }

    @RequireCounterpart({"sh", "no-such-program-here"})
    static class NeedsNothingThere {
        @Test
        void test() {}
    }
}

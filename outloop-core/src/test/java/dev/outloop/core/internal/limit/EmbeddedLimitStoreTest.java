package dev.outloop.core.internal.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.core.internal.disk.SimulatedDisk;
import dev.outloop.core.internal.disk.SimulatedDisk.Op;
import dev.outloop.core.internal.state.StateFolder;
import dev.outloop.core.internal.state.StateLog;
import dev.outloop.policy.LimitDefinition;
import dev.outloop.policy.LimitDefinition.Measure;
import dev.outloop.policy.LimitDefinition.Per;
import dev.outloop.spi.LimitStore;
import dev.outloop.spi.LimitStore.Charge;
import dev.outloop.spi.LimitStore.Reservation;
import dev.outloop.testkit.contract.LimitStoreContract;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The contract, and what only this store promises. */
class EmbeddedLimitStoreTest extends LimitStoreContract {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final long ONE = LimitDefinition.UNITS_PER_ONE;
    private static final LimitDefinition MANY = LimitDefinition.budget(
            "many", Per.ACCESS, Measure.CALLS, BigDecimal.valueOf(1_000_000), Duration.ofDays(1));
    private static final LimitDefinition FAST =
            LimitDefinition.rate("fast", Per.CALLER, 1000, Duration.ofSeconds(1), 1000);

    private SimulatedDisk disk = new SimulatedDisk();

    @Override
    protected LimitStore open() throws IOException {
        disk = new SimulatedDisk(disk.files(), new Random(1));
        return embedded();
    }

    private EmbeddedLimitStore embedded() throws IOException {
        return EmbeddedLimitStore.open(StateFolder.of(disk).log("limits"));
    }

    private static void call(LimitStore store, String id, Instant time, LimitDefinition limit, String subject)
            throws IOException {
        assertThat(store.reserve(Reservation.of(id, List.of(Charge.of(limit, subject, ONE)), time))
                        .isTaken())
                .isTrue();
        store.settle(id, List.of(ONE), time);
    }

    @Test
    void forgetsSubjectsThatAreIdleAndFullAgain() throws IOException {
        try (EmbeddedLimitStore store = embedded()) {
            for (int i = 0; i < 10_000; i++) {
                call(store, "call-" + i, NOW.plusMillis(i), FAST, "subject-" + i);
            }
            assertThat(store.size()).isLessThan(100);
        }
    }

    @Test
    void keepsItsLogShort() throws IOException {
        StateLog log = StateFolder.of(disk).log("limits");
        try (EmbeddedLimitStore store = EmbeddedLimitStore.open(log)) {
            for (int i = 0; i < 10_000; i++) {
                call(store, "call-" + i, NOW, MANY, "s" + i % 10);
                assertThat(log.size()).isLessThan(5000);
            }
            assertThat(store.left(MANY, "s3", NOW)).isEqualTo(999_000 * ONE);
        }
    }

    @Test
    void forcesBudgetsAndOnlyThose() throws IOException {
        try (EmbeddedLimitStore store = embedded()) {
            call(store, "first", NOW, MANY, "s");
            int forces = disk.forces;
            call(store, "rate", NOW, FAST, "s");
            assertThat(disk.forces).isEqualTo(forces);
            call(store, "budget", NOW, MANY, "s");
            assertThat(disk.forces).isEqualTo(forces + 1);
        }
    }

    @Test
    void keepsWhatACrashFindsUnsettledChargedInFull() throws IOException {
        EmbeddedLimitStore store = embedded();
        store.reserve(Reservation.of("a", List.of(Charge.of(MANY, "s", 700 * ONE)), NOW));
        Map<String, byte[]> left = disk.crash();
        disk = new SimulatedDisk(left, new Random(2));
        assertThat(embedded().left(MANY, "s", NOW)).isEqualTo(999_300 * ONE);
    }

    @Test
    void takesNothingWhenTheDiskFails() throws IOException {
        EmbeddedLimitStore store = embedded();
        boolean[] failing = {true};
        disk.fault = (op, name, operation) -> {
            if (failing[0] && op == Op.FORCE) {
                throw new IOException("Input/output error");
            }
        };
        assertThatThrownBy(() -> call(store, "a", NOW, MANY, "s")).isInstanceOf(IOException.class);
        failing[0] = false;
        assertThatThrownBy(() -> call(store, "b", NOW, MANY, "s")).isInstanceOf(IOException.class);
    }
}

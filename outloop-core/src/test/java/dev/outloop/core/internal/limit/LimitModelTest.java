package dev.outloop.core.internal.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.core.internal.disk.SimulatedDisk;
import dev.outloop.core.internal.state.StateFolder;
import dev.outloop.policy.LimitDefinition;
import dev.outloop.policy.LimitDefinition.Kind;
import dev.outloop.policy.LimitDefinition.Measure;
import dev.outloop.policy.LimitDefinition.Per;
import dev.outloop.spi.LimitStore;
import dev.outloop.spi.LimitStore.Charge;
import dev.outloop.spi.LimitStore.Reservation;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Random reservations, settlements, clocks, restarts and crashes against a slow reference that is easy to believe. */
class LimitModelTest {

    private static final long SEED = Long.getLong("outloop.seed", System.nanoTime());
    private static final int ROUNDS = Boolean.getBoolean("outloop.full") ? 600 : 60;
    private static final int STEPS = 150;

    private static final List<LimitDefinition> LIMITS = List.of(
            LimitDefinition.rate("rate", Per.CALLER, 3, Duration.ofSeconds(7), 5),
            LimitDefinition.rate("slow", Per.ACCESS, 1, Duration.ofHours(1), 2),
            LimitDefinition.concurrency("few", Per.TENANT, 2),
            LimitDefinition.budget("daily", Per.ACCESS, Measure.CALLS, BigDecimal.valueOf(4), Duration.ofSeconds(30)),
            LimitDefinition.budget("once", Per.TENANT, Measure.parameter("amount"), new BigDecimal("20.5"), null),
            LimitDefinition.budget("bytes", Per.WORKSPACE, Measure.BYTES, BigDecimal.TEN, Duration.ofMinutes(1)));

    @BeforeAll
    static void printSeed() {
        System.out.println("LimitModelTest: -Doutloop.seed=" + SEED);
    }

    @Test
    void decidesAsTheReferenceDoes() throws IOException {
        int taken = 0;
        int refused = 0;
        int crashes = 0;
        for (int round = 0; round < ROUNDS; round++) {
            Run run = new Run(new Random(SEED + round));
            for (int step = 0; step < STEPS; step++) {
                run.step("seed " + SEED + ", round " + round + ", step " + step);
            }
            taken += run.taken;
            refused += run.refused;
            crashes += run.crashes;
        }
        assertThat(taken).isGreaterThan(ROUNDS);
        assertThat(refused).isGreaterThan(ROUNDS);
        assertThat(crashes).isGreaterThan(ROUNDS / 4);
    }

    private static final class Run {
        private final Random random;
        private final ReferenceLimits reference = new ReferenceLimits();
        private final List<Reservation> underWay = new ArrayList<>();
        private SimulatedDisk disk;
        private LimitStore store;
        private Instant time = Instant.parse("2026-01-02T03:04:05Z");
        private int ids;
        int taken;
        int refused;
        int crashes;

        Run(Random random) throws IOException {
            this.random = random;
            open(Map.of());
        }

        private void open(Map<String, byte[]> content) throws IOException {
            disk = new SimulatedDisk(content, random);
            store = EmbeddedLimitStore.open(StateFolder.of(disk).log("limits"));
        }

        void step(String where) throws IOException {
            switch (random.nextInt(24)) {
                case 0 -> restart();
                case 1 -> crash(where);
                case 2 -> time = time.minusMillis(random.nextInt(100_000));
                case 3, 4, 5, 6 -> time = time.plusNanos(random.nextLong(20_000_000_000L));
                case 7, 8, 9, 10, 11, 12, 13 -> settle();
                default -> reserve(where);
            }
            for (LimitDefinition limit : LIMITS) {
                String subject = "s" + random.nextInt(2);
                assertThat(store.left(limit, subject, time))
                        .as(where + " " + limit)
                        .isEqualTo(reference.left(limit, subject, time));
            }
        }

        private void reserve(String where) throws IOException {
            List<Charge> charges = new ArrayList<>();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                LimitDefinition limit = LIMITS.get(random.nextInt(LIMITS.size()));
                long units = limit.measure().equals(Measure.CALLS)
                        ? LimitDefinition.UNITS_PER_ONE
                        : random.nextLong(8_000_000);
                charges.add(Charge.of(limit, "s" + random.nextInt(2), units));
            }
            Reservation reservation = Reservation.of("call-" + ids++, charges, time);
            boolean expected = reference.reserve(reservation);
            LimitStore.Answer answer = store.reserve(reservation);
            assertThat(answer.isTaken()).as(where).isEqualTo(expected);
            if (expected) {
                underWay.add(reservation);
                taken++;
            } else {
                refused++;
                requireEnoughThen(where, answer, charges);
            }
        }

        /** What it says when to try again is the first moment at which it may be enough. */
        private void requireEnoughThen(String where, LimitStore.Answer answer, List<Charge> charges) {
            LimitDefinition limit = answer.limit().orElseThrow();
            if (answer.retryAfter().isEmpty() || limit.kind() != Kind.RATE) {
                return;
            }
            long wait = answer.retryAfter().get().toNanos();
            List<Charge> ofIt =
                    charges.stream().filter(charge -> charge.limit() == limit).toList();
            if (ofIt.size() == 1) {
                Charge charge = ofIt.get(0);
                Instant now = reference.highest(time);
                assertThat(reference.left(limit, charge.subject(), now.plusNanos(wait)))
                        .as(where)
                        .isGreaterThanOrEqualTo(charge.units());
                assertThat(reference.left(limit, charge.subject(), now.plusNanos(wait - 1)))
                        .as(where)
                        .isLessThan(charge.units());
            }
        }

        private void settle() throws IOException {
            if (!underWay.isEmpty()) {
                Reservation one = underWay.remove(random.nextInt(underWay.size()));
                List<Long> used = one.charges().stream()
                        .map(charge -> random.nextBoolean() ? charge.units() : random.nextLong(charge.units() + 1))
                        .toList();
                store.settle(one.id(), used, time);
                store.settle(one.id(), used, time);
                reference.settle(one, used, time);
            }
        }

        private void restart() throws IOException {
            store.close();
            open(disk.files());
            reference.restart();
            underWay.clear();
        }

        /** Whatever the disk keeps, nobody has more than before; rates alone may have what one second gives. */
        private void crash(String where) throws IOException {
            crashes++;
            open(disk.crash());
            underWay.clear();
            reference.restart();
            for (LimitDefinition limit : LIMITS) {
                for (int s = 0; s < 2; s++) {
                    String subject = "s" + s;
                    long left = store.left(limit, subject, time);
                    if (limit.kind() == Kind.BUDGET) {
                        assertThat(left)
                                .as(where + " " + limit + " after a crash")
                                .isLessThanOrEqualTo(reference.left(limit, subject, time));
                    }
                }
            }
            // What the crash has taken is known only now, so that both go on from nothing.
            reference.clear();
            open(Map.of());
        }
    }
}

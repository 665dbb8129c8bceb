package dev.outloop.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.policy.LimitDefinition;
import dev.outloop.policy.LimitDefinition.Measure;
import dev.outloop.policy.LimitDefinition.Per;
import dev.outloop.spi.LimitStore;
import dev.outloop.spi.LimitStore.Answer;
import dev.outloop.spi.LimitStore.Charge;
import dev.outloop.spi.LimitStore.Reservation;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link LimitStore} has to do. An author's test extends it and says how the store is opened. */
public abstract class LimitStoreContract {

    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final long ONE = LimitDefinition.UNITS_PER_ONE;
    private static final int THREADS = 64;

    private static final LimitDefinition DAILY =
            LimitDefinition.budget("daily", Per.ACCESS, Measure.CALLS, BigDecimal.valueOf(2), Duration.ofDays(1));
    private static final LimitDefinition ONCE =
            LimitDefinition.budget("once", Per.TENANT, Measure.BYTES, BigDecimal.valueOf(100), null);
    private static final LimitDefinition FAST = LimitDefinition.rate("fast", Per.CALLER, 1, Duration.ofSeconds(10), 2);
    private static final LimitDefinition FEW = LimitDefinition.concurrency("few", Per.WORKSPACE, 1);

    /** For subclasses. */
    protected LimitStoreContract() {}

    /** Opens the store of this test: an empty one at first, and what it had when it is opened again after a close. */
    protected abstract LimitStore open() throws IOException;

    private static Answer reserve(LimitStore store, String id, Instant time, Charge... charges) throws IOException {
        return store.reserve(Reservation.of(id, List.of(charges), time));
    }

    private static Charge call(LimitDefinition limit) {
        return Charge.of(limit, "acme/crm", ONE);
    }

    @Test
    void takesAllChargesOrNone() throws IOException {
        try (LimitStore store = open()) {
            assertThat(reserve(store, "a", NOW, call(FEW), call(DAILY), call(FAST))
                            .isTaken())
                    .isTrue();
            Answer refused = reserve(store, "b", NOW, call(DAILY), call(FAST), call(FEW));
            assertThat(refused.isTaken()).isFalse();
            assertThat(refused.limit()).contains(FEW);
            assertThat(store.left(DAILY, "acme/crm", NOW)).isEqualTo(ONE);
            assertThat(store.left(FAST, "acme/crm", NOW)).isEqualTo(ONE);
        }
    }

    @Test
    void givesTheLastOfABudgetToOneOfMany() throws Exception {
        try (LimitStore store = open()) {
            assertThat(reserve(store, "first", NOW, call(DAILY)).isTaken()).isTrue();
            CountDownLatch ready = new CountDownLatch(THREADS);
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            try {
                List<Future<Answer>> asked = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    String id = "call-" + i;
                    asked.add(threads.submit(() -> {
                        ready.countDown();
                        ready.await();
                        return reserve(store, id, NOW, call(DAILY));
                    }));
                }
                int taken = 0;
                for (Future<Answer> one : asked) {
                    taken += one.get().isTaken() ? 1 : 0;
                }
                assertThat(taken).isEqualTo(1);
            } finally {
                threads.shutdownNow();
            }
        }
    }

    @Test
    void countsEachSubjectByItself() throws IOException {
        try (LimitStore store = open()) {
            for (String subject : List.of("acme/crm", "acme/ads", "globex/crm")) {
                assertThat(reserve(store, subject, NOW, Charge.of(DAILY, subject, 2 * ONE))
                                .isTaken())
                        .isTrue();
                assertThat(store.left(DAILY, subject, NOW)).isZero();
            }
        }
    }

    @Test
    void keepsABudgetInFullUntilItIsSettledAndThenWhatWasUsed() throws IOException {
        try (LimitStore store = open()) {
            assertThat(reserve(store, "a", NOW, Charge.of(ONCE, "acme", 90 * ONE))
                            .isTaken())
                    .isTrue();
            assertThat(reserve(store, "b", NOW, Charge.of(ONCE, "acme", 90 * ONE))
                            .isTaken())
                    .isFalse();
            store.settle("a", List.of(7 * ONE), NOW);
            store.settle("a", List.of(0L), NOW);
            assertThat(store.left(ONCE, "acme", NOW)).isEqualTo(93 * ONE);
        }
    }

    @Test
    void keepsBudgetsWhenItIsOpenedAgainAndNothingUnderWay() throws IOException {
        try (LimitStore store = open()) {
            reserve(store, "a", NOW, Charge.of(ONCE, "acme", 60 * ONE), call(FEW), call(DAILY));
            reserve(store, "b", NOW, Charge.of(ONCE, "acme", 30 * ONE));
            store.settle("b", List.of(10 * ONE), NOW);
        }
        try (LimitStore store = open()) {
            assertThat(store.left(ONCE, "acme", NOW)).isEqualTo(30 * ONE);
            assertThat(store.left(DAILY, "acme/crm", NOW)).isEqualTo(ONE);
            assertThat(store.left(FEW, "acme/crm", NOW)).isEqualTo(ONE);
            store.settle("a", List.of(0L, 0L, 0L), NOW);
            assertThat(store.left(ONCE, "acme", NOW)).isEqualTo(30 * ONE);
        }
    }

    @Test
    void startsABudgetAnewWhenItsTimeIsOver() throws IOException {
        try (LimitStore store = open()) {
            reserve(store, "a", NOW, Charge.of(DAILY, "acme/crm", 2 * ONE));
            Answer refused = reserve(store, "b", NOW.plus(Duration.ofHours(5)), call(DAILY));
            assertThat(refused.retryAfter()).contains(Duration.ofHours(19));
            assertThat(reserve(store, "c", NOW.plus(Duration.ofDays(1)), call(DAILY))
                            .isTaken())
                    .isTrue();
        }
    }

    @Test
    void fillsABucketEvenly() throws IOException {
        try (LimitStore store = open()) {
            assertThat(reserve(store, "a", NOW, Charge.of(FAST, "s", 2 * ONE)).isTaken())
                    .isTrue();
            Answer refused = reserve(store, "b", NOW.plusSeconds(4), Charge.of(FAST, "s", ONE));
            assertThat(refused.retryAfter()).contains(Duration.ofSeconds(6));
            assertThat(reserve(store, "c", NOW.plusSeconds(10), Charge.of(FAST, "s", ONE))
                            .isTaken())
                    .isTrue();
            assertThat(reserve(store, "d", NOW.plusSeconds(10), Charge.of(FAST, "s", ONE))
                            .isTaken())
                    .isFalse();
        }
    }

    @Test
    void givesNothingForAClockThatGoesBack() throws IOException {
        Instant before = NOW.minus(Duration.ofDays(400));
        try (LimitStore store = open()) {
            reserve(store, "a", NOW, Charge.of(DAILY, "s", 2 * ONE), Charge.of(FAST, "s", 2 * ONE));
            assertThat(reserve(store, "b", before, Charge.of(DAILY, "s", ONE)).isTaken())
                    .isFalse();
        }
        try (LimitStore store = open()) {
            for (Instant time :
                    Stream.of(before, before.plus(Duration.ofDays(2)), NOW).toList()) {
                assertThat(store.left(DAILY, "s", time)).isZero();
                assertThat(reserve(store, "c" + time, time, Charge.of(DAILY, "s", ONE))
                                .isTaken())
                        .isFalse();
                assertThat(reserve(store, "d" + time, time, Charge.of(FAST, "s", ONE))
                                .isTaken())
                        .isFalse();
            }
        }
    }

    @Test
    void lettingGoOfACallLetsTheNextIn() throws IOException {
        try (LimitStore store = open()) {
            assertThat(reserve(store, "a", NOW, call(FEW)).isTaken()).isTrue();
            Answer refused = reserve(store, "b", NOW, call(FEW));
            assertThat(refused.isTaken()).isFalse();
            assertThat(refused.retryAfter()).isEmpty();
            store.settle("a", List.of(ONE), NOW);
            assertThat(reserve(store, "c", NOW, call(FEW)).isTaken()).isTrue();
        }
    }

    @Test
    void saysNotToTryAgainWhereThatNeverHelps() throws IOException {
        try (LimitStore store = open()) {
            assertThat(reserve(store, "a", NOW, Charge.of(DAILY, "s", 3 * ONE)).retryAfter())
                    .isEmpty();
            assertThat(reserve(store, "b", NOW, Charge.of(FAST, "s", 3 * ONE)).retryAfter())
                    .isEmpty();
            assertThat(reserve(store, "c", NOW, Charge.of(ONCE, "s", 101 * ONE)).retryAfter())
                    .isEmpty();
        }
    }
}

package dev.outloop.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.policy.LimitDefinition;
import dev.outloop.spi.LimitStore;
import dev.outloop.testkit.fake.InMemoryLimitStore;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitStoreContractTest {

    static class Good extends LimitStoreContract {
        InMemoryLimitStore current = InMemoryLimitStore.create();

        @Override
        protected LimitStore open() {
            current = current.reopen();
            return current;
        }
    }

    static class Forgetting extends Good {
        @Override
        protected LimitStore open() {
            current = InMemoryLimitStore.create();
            return current;
        }
    }

    static class Splitting extends Good {
        @Override
        protected LimitStore open() {
            return new Changed(super.open()) {
                /** Each charge for itself. */
                @Override
                public Answer reserve(Reservation reservation) throws IOException {
                    for (Charge charge : reservation.charges()) {
                        Answer answer = super.reserve(Reservation.of(
                                reservation.id() + charge.limit().name(), List.of(charge), reservation.time()));
                        if (!answer.isTaken()) {
                            return answer;
                        }
                    }
                    return Answer.taken();
                }
            };
        }
    }

    static class NeverSettling extends Good {
        @Override
        protected LimitStore open() {
            return new Changed(super.open()) {
                @Override
                public void settle(String id, List<Long> usedUnits, Instant time) {}
            };
        }
    }

    static class Refilling extends Good {
        @Override
        protected LimitStore open() {
            return new Changed(super.open()) {
                /** What a clock that went back asks is not looked up. */
                @Override
                public Answer reserve(Reservation reservation) throws IOException {
                    return reservation.time().isBefore(Instant.parse("2026-01-01T00:00:00Z"))
                            ? Answer.taken()
                            : super.reserve(reservation);
                }
            };
        }
    }

    private static class Changed implements LimitStore {
        private final LimitStore store;

        Changed(LimitStore store) {
            this.store = store;
        }

        @Override
        public Answer reserve(Reservation reservation) throws IOException {
            return store.reserve(reservation);
        }

        @Override
        public void settle(String id, List<Long> usedUnits, Instant time) throws IOException {
            store.settle(id, usedUnits, time);
        }

        @Override
        public long left(LimitDefinition limit, String subject, Instant time) throws IOException {
            return store.left(limit, subject, time);
        }

        @Override
        public void close() {
            store.close();
        }
    }

    @Test
    void passesForAGoodStore() {
        assertThat(ContractRun.failures(Good.class)).isEmpty();
    }

    @Test
    void failsForOneThatForgetsOnRestart() {
        assertThat(ContractRun.failures(Forgetting.class))
                .contains("keepsBudgetsWhenItIsOpenedAgainAndNothingUnderWay");
    }

    @Test
    void failsForOneThatTakesSomeOfTheCharges() {
        assertThat(ContractRun.failures(Splitting.class)).contains("takesAllChargesOrNone");
    }

    @Test
    void failsForOneThatNeverGivesBack() {
        assertThat(ContractRun.failures(NeverSettling.class))
                .contains("keepsABudgetInFullUntilItIsSettledAndThenWhatWasUsed", "lettingGoOfACallLetsTheNextIn");
    }

    @Test
    void failsForOneThatAClockRefills() {
        assertThat(ContractRun.failures(Refilling.class)).contains("givesNothingForAClockThatGoesBack");
    }
}

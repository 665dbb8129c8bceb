package dev.outloop.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.outloop.spi.ApprovalStore;
import dev.outloop.testkit.contract.MapApprovals.Disk;
import dev.outloop.testkit.contract.MapApprovals.Flaw;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ApprovalStoreContractTest {

    static class Good implements ApprovalStoreContract {
        private final Map<Path, Disk> disks = new ConcurrentHashMap<>();

        @Override
        public ApprovalStore open(Path directory) {
            return new MapApprovals(disks.computeIfAbsent(directory, any -> new Disk()), flaw());
        }

        Flaw flaw() {
            return Flaw.NONE;
        }
    }

    static class AsksTwice extends Good {
        @Override
        Flaw flaw() {
            return Flaw.ASKS_TWICE;
        }
    }

    static class NeedsNoYes extends Good {
        @Override
        Flaw flaw() {
            return Flaw.NEEDS_NO_YES;
        }
    }

    static class NeverUsedUp extends Good {
        @Override
        Flaw flaw() {
            return Flaw.NEVER_USED_UP;
        }
    }

    static class ForgetsUses extends Good {
        @Override
        Flaw flaw() {
            return Flaw.FORGETS_USES;
        }
    }

    static class Races extends Good {
        @Override
        Flaw flaw() {
            return Flaw.RACES;
        }
    }

    static class LookingUses extends Good {
        @Override
        Flaw flaw() {
            return Flaw.LOOKING_USES;
        }
    }

    static class LastAnswerCounts extends Good {
        @Override
        Flaw flaw() {
            return Flaw.LAST_ANSWER_COUNTS;
        }
    }

    static class ForgetsNoes extends Good {
        @Override
        Flaw flaw() {
            return Flaw.FORGETS_NOES;
        }
    }

    static class NeverExpires extends Good {
        @Override
        Flaw flaw() {
            return Flaw.NEVER_EXPIRES;
        }
    }

    static class AnyDefinition extends Good {
        @Override
        Flaw flaw() {
            return Flaw.ANY_DEFINITION;
        }
    }

    static class Revives extends Good {
        @Override
        Flaw flaw() {
            return Flaw.REVIVES;
        }
    }

    static class FreesEverything extends Good {
        @Override
        Flaw flaw() {
            return Flaw.FREES_EVERYTHING;
        }
    }

    static class Unbounded extends Good {
        @Override
        Flaw flaw() {
            return Flaw.UNBOUNDED;
        }
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                arguments(AsksTwice.class, "waitsOnce"),
                arguments(NeedsNoYes.class, "wantsAYes"),
                arguments(NeverUsedUp.class, "isUsedUp"),
                arguments(ForgetsUses.class, "isUsedUp"),
                arguments(Races.class, "isUsedByOne"),
                arguments(LookingUses.class, "lookingUsesNothing"),
                arguments(LastAnswerCounts.class, "theFirstAnswerCounts"),
                arguments(ForgetsNoes.class, "aNoHolds"),
                arguments(NeverExpires.class, "expires"),
                arguments(AnyDefinition.class, "isBoundToDefinitions"),
                arguments(Revives.class, "voidsForGood"),
                arguments(FreesEverything.class, "freesAfterTheFirstUse"),
                arguments(Unbounded.class, "boundsWhatWaits"));
    }

    @Test
    void goodStorePasses() {
        assertThat(ContractRun.failures(Good.class)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("bad")
    void badStoreFails(Class<?> implementation, String test) {
        assertThat(ContractRun.failures(implementation)).contains(test);
    }
}

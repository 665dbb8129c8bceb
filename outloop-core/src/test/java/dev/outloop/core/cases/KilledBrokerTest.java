package dev.outloop.core.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that is killed may leave a call unfinished, and never one unrecorded. */
class KilledBrokerTest {

    private static final long SEED = Long.getLong("outloop.seed", System.nanoTime());
    private static final int ROUNDS = Boolean.getBoolean("outloop.full") ? 60 : 8;
    private static final int ROUNDS_TO_CATCH = 3;

    @TempDir
    Path trail;

    @BeforeAll
    static void printSeed() {
        System.out.println("KilledBrokerTest: -Doutloop.seed=" + SEED);
    }

    @Test
    void accountsForEveryCallWheneverItIsKilled() throws Exception {
        try (KillRounds rounds = new KillRounds(trail, SEED)) {
            for (int i = 0; i < ROUNDS; i++) {
                rounds.run("calls");
            }
            assertThat(rounds.completed).as("seed " + SEED).isNotEmpty();
            assertThat(rounds.reached).hasSizeGreaterThan(rounds.completed.size());
            assertThat(rounds.account.interrupted()).hasSizeGreaterThan(ROUNDS);
        }
    }

    @Test
    void aTrailThatIsWrittenAfterTheCallIsFoundOut() throws Exception {
        try (KillRounds rounds = new KillRounds(trail, SEED)) {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < ROUNDS_TO_CATCH; i++) {
                            rounds.run("late");
                        }
                    })
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("before they were recorded");
        }
    }
}

package dev.outloop.core.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Power fails at any operation of the disk while a broker works with many threads. */
class CrashedBrokerTest {

    private static final long SEED = Long.getLong("outloop.seed", System.nanoTime());
    private static final int RUNS = Boolean.getBoolean("outloop.full") ? 50 : 1;

    @BeforeAll
    static void printSeed() {
        System.out.println("CrashedBrokerTest: -Doutloop.seed=" + SEED);
    }

    @Test
    void losesNothingThatItWasToldAndAsksNobodyUnrecorded() throws Exception {
        int unfinished = 0;
        for (int run = 0; run < RUNS; run++) {
            CrashRun crashed = new CrashRun(SEED + run);
            crashed.run();
            assertThat(crashed.moments()).as("seed " + SEED).hasSizeGreaterThan(20);
            unfinished += crashed.requireAccounts();
        }
        assertThat(unfinished).as("calls that a crash interrupted").isPositive();
    }

    @Test
    void aBrokerWhoseDiskDoesNotSyncIsFoundOut() throws Exception {
        CrashRun crashed = new CrashRun(SEED);
        crashed.trail.lieAboutSyncs();
        crashed.run();
        assertThatThrownBy(crashed::requireAccounts)
                .as("seed " + SEED)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("durable");
    }
}

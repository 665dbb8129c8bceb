package dev.outloop.core.internal.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.VaultHealth;
import dev.outloop.secret.VaultLimits;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class VaultCheckTest {

    private final AtomicInteger checks = new AtomicInteger();

    @Test
    void manyWhoAskAVaultThatHangsHoldOneThreadForEachOfItsDeadlines() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        VaultLimits limits = VaultLimits.builder().threads(3).build();
        try (LeaseRig rig = new LeaseRig(limits)) {
            rig.vault.check = ref -> {
                checks.incrementAndGet();
                PlannedVault.waitFor(answer).run(ref);
            };
            for (int i = 0; i < 20; i++) {
                rig.vaults.check(Duration.ZERO);
            }
            assertThat(rig.get("v:key")).isEqualTo(rig.vault.value);
            awaitChecks(1);
            rig.advance(limits.deadline());
            rig.vaults.check(Duration.ZERO);
            awaitChecks(2);
            answer.countDown();
        }
    }

    @Test
    void closingEndsTheWaitForAVaultThatHangs() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        LeaseRig rig = new LeaseRig();
        rig.vault.check = ref -> {
            checks.incrementAndGet();
            PlannedVault.waitFor(answer).run(ref);
        };
        FutureTask<List<VaultHealth>> asking = new FutureTask<>(() -> rig.vaults.check(Duration.ofDays(1)));
        new Thread(asking, "asker").start();
        awaitChecks(1);
        rig.close();
        assertThat(asking.get(LeaseRig.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .extracting(VaultHealth::state)
                .containsExactly(VaultHealth.State.NOT_ASKED);
        answer.countDown();
    }

    @Test
    void anyTimeToWaitIsOne() {
        try (LeaseRig rig = new LeaseRig()) {
            rig.vault.check = ref -> checks.incrementAndGet();
            rig.vaults.check(Duration.ofSeconds(Long.MAX_VALUE));
            assertThat(checks).hasValue(1);
            assertThat(rig.vaults.check(Duration.ofSeconds(Long.MIN_VALUE))).hasSize(1);
        }
    }

    private void awaitChecks(int count) {
        while (checks.get() < count) {
            Thread.onSpinWait();
        }
        assertThat(checks).hasValue(count);
    }
}

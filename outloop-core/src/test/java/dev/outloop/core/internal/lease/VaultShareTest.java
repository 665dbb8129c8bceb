package dev.outloop.core.internal.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.core.internal.admit.CallScope;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.SecretRef;
import dev.outloop.secret.VaultLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class VaultShareTest {

    private static final int THREADS = 4;

    private final CountDownLatch answer = new CountDownLatch(1);

    @Test
    void aHungVaultHoldsItsShareOfThreadsAndOthersAnswer() throws Exception {
        VaultLimits limits = VaultLimits.builder()
                .threads(THREADS)
                .failures(1000)
                .deadline(Duration.ofMillis(100))
                .build();
        PlannedVault other = new PlannedVault();
        try (LeaseRig rig = new LeaseRig(limits)) {
            rig.vaults.add("other", other, VaultLimits.defaults());
            rig.vault.before = PlannedVault.waitFor(answer);
            for (int i = 0; i < 3 * THREADS; i++) {
                assertThat(rig.get("v:key-" + i)).isIn("VAULT_TIMEOUT", "VAULT_UNAVAILABLE");
                rig.advance(Duration.ofMillis(100));
            }
            assertThat(rig.vault.inside).hasValue(THREADS);
            assertThat(rig.vault.calls).hasValue(THREADS);
            assertThat(rig.sentence("v:one-more")).contains("has not given back any of the 4 threads");
            for (int i = 0; i < 100; i++) {
                assertThat(rig.get("other:key-" + i)).isEqualTo(other.value);
            }
            assertThat(other.calls).hasValue(100);
            answer.countDown();
            while (rig.vault.inside.get() > 0) {
                Thread.onSpinWait();
            }
        }
    }

    @Test
    void moreQuestionsThanThreadsWaitForTheirTurn() throws Exception {
        try (LeaseRig rig = new LeaseRig(VaultLimits.builder().threads(THREADS).build())) {
            rig.vault.before = PlannedVault.waitFor(answer);
            List<Future<String>> asking = new ArrayList<>();
            for (int i = 0; i < 10 * THREADS; i++) {
                asking.add(rig.asking("v:key-" + i));
            }
            rig.awaitAskers();
            assertThat(rig.vault.inside.get()).isLessThanOrEqualTo(THREADS);
            answer.countDown();
            for (Future<String> one : asking) {
                assertThat(one.get()).isEqualTo(rig.vault.value);
            }
            assertThat(rig.vault.calls).hasValue(10 * THREADS);
        }
    }

    @Test
    void aVaultThatWaitsForAnotherLeavesTheOthersShareAlone() throws Exception {
        VaultLimits one = VaultLimits.builder().threads(1).build();
        PlannedVault key = new PlannedVault();
        try (LeaseRig rig = new LeaseRig(one)) {
            rig.vaults.add("key", key, one);
            rig.vault.before = ref -> rig.vaults
                    .lend(SecretRef.parse("key:token"), LeaseRig.PATIENCE)
                    .close();
            List<Future<String>> asking = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                asking.add(rig.asking("v:key-" + i));
            }
            for (Future<String> answer : asking) {
                assertThat(answer.get()).isEqualTo(rig.vault.value);
            }
            assertThat(key.calls).hasValue(1);
            rig.vaults.invalidate("key");
            assertThat(rig.get("v:more")).isEqualTo(rig.vault.value);
            assertThat(key.calls).hasValue(2);
        }
    }

    @Test
    void aQuestionThatNobodyCanUseAnyMoreIsNotAsked() throws Exception {
        try (LeaseRig rig = new LeaseRig(VaultLimits.builder().threads(1).build())) {
            rig.vault.before = PlannedVault.waitFor(answer);
            Future<String> first = rig.asking("v:first");
            rig.awaitAskers();
            CallScope scope = new CallScope("second");
            Future<String> second = rig.asking("v:second", scope);
            rig.awaitAskers();
            scope.stop(ErrorCode.CANCELLED);
            assertThat(second.get()).isEqualTo("CANCELLED");
            rig.vaults.invalidate(SecretRef.parse("v:second"));
            answer.countDown();
            assertThat(first.get()).isEqualTo(rig.vault.value);
            assertThat(rig.get("v:third")).isEqualTo(rig.vault.value);
            assertThat(rig.vault.calls).hasValue(2);
        }
    }
}

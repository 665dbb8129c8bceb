package dev.outloop.core.internal.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.core.internal.admit.CallScope;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.SecretRef;
import dev.outloop.secret.VaultLimits;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class SingleFlightTest {

    private final CountDownLatch answer = new CountDownLatch(1);

    @Test
    void aCancelledWaiterEndsItsOwnWaitOnly() throws Exception {
        try (LeaseRig rig = new LeaseRig()) {
            rig.vault.before = PlannedVault.waitFor(answer);
            CallScope first = new CallScope("first");
            Future<String> cancelled = rig.asking("v:key", first);
            rig.awaitAskers();
            Future<String> other = rig.asking("v:key");
            rig.awaitAskers();
            first.stop(ErrorCode.CANCELLED);
            assertThat(cancelled.get()).isEqualTo("CANCELLED");
            assertThat(other.isDone()).isFalse();
            answer.countDown();
            assertThat(other.get()).isEqualTo(rig.vault.value);
            assertThat(rig.vault.calls).hasValue(1);
        }
    }

    @Test
    void aWaitersDeadlineIsItsOwnAndTheAnswerServesTheCache() throws Exception {
        try (LeaseRig rig = new LeaseRig()) {
            rig.vault.before = PlannedVault.waitFor(answer);
            CallScope late = new CallScope("late");
            Future<String> waiter = rig.asking("v:key", late);
            rig.awaitAskers();
            late.stop(ErrorCode.DEADLINE_EXCEEDED);
            assertThat(waiter.get()).isEqualTo("VAULT_TIMEOUT");
            answer.countDown();
            assertThat(rig.get("v:key")).isEqualTo(rig.vault.value);
            assertThat(rig.vault.calls).hasValue(1);
        }
    }

    @Test
    void aFlightThatIsOverTimeIsGivenUpAndItsLateLeaseIsGivenBack() throws Exception {
        try (LeaseRig rig = new LeaseRig()) {
            rig.vault.before = ref -> {
                rig.vault.before = later -> {};
                PlannedVault.waitFor(answer).run(ref);
            };
            Future<String> first = rig.asking("v:key");
            rig.awaitAskers();
            rig.awaitInside(1);
            rig.advance(VaultLimits.defaults().deadline());
            rig.vault.value = "asked-for-anew";
            assertThat(rig.get("v:key")).isEqualTo("asked-for-anew");
            assertThat(first.get()).isEqualTo("VAULT_TIMEOUT");
            answer.countDown();
            while (rig.vault.released.get() == 0) {
                Thread.onSpinWait();
            }
            assertThat(rig.vault.lent.get(1).secret().isClosed()).isTrue();
            assertThat(rig.get("v:key")).isEqualTo("asked-for-anew");
            assertThat(rig.vault.calls).hasValue(2);
        }
    }

    @Test
    void onlyTheReferenceThatIsInvalidatedIsAskedForAnew() {
        try (LeaseRig rig = new LeaseRig()) {
            rig.get("v:one");
            rig.get("v:two");
            rig.vaults.invalidate(SecretRef.parse("v:one"));
            rig.vault.value = "changed-value";
            assertThat(rig.get("v:one")).isEqualTo("changed-value");
            assertThat(rig.get("v:two")).isEqualTo("value-of-the-vault");
            rig.vaults.invalidate("v");
            assertThat(rig.get("v:two")).isEqualTo("changed-value");
        }
    }

    @Test
    void closingEndsEveryWait() throws Exception {
        LeaseRig rig = new LeaseRig();
        rig.vault.before = PlannedVault.waitFor(answer);
        Future<String> waiter = rig.asking("v:key");
        rig.awaitAskers();
        rig.close();
        assertThat(waiter.get()).isEqualTo("VAULT_UNAVAILABLE");
        assertThat(rig.get("v:key")).isEqualTo("VAULT_UNAVAILABLE");
        answer.countDown();
    }
}

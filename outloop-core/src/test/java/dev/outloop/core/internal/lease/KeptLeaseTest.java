package dev.outloop.core.internal.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.core.internal.admit.CallScope;
import dev.outloop.secret.Lease;
import dev.outloop.secret.SecretRef;
import dev.outloop.secret.VaultLimits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeptLeaseTest {

    private final CallScope scope = new CallScope("call");

    @Test
    void eachCallerHasACopyOfItsOwn() throws Exception {
        try (LeaseRig rig = new LeaseRig();
                Lease one = rig.lease("v:key", scope)) {
            Lease other = rig.lease("v:key", scope);
            other.close();
            assertThat(other.secret().isClosed()).isTrue();
            assertThat(LeaseRig.text(one)).isEqualTo(rig.vault.value);
            assertThat(one.version()).contains("v1");
            assertThat(rig.get("v:key")).isEqualTo(rig.vault.value);
            assertThat(rig.vault.calls).hasValue(1);
        }
    }

    @Test
    void aValueIsKeptForItsTimeAndNotLonger() {
        try (LeaseRig rig = new LeaseRig()) {
            rig.get("v:key");
            rig.advance(Duration.ofSeconds(59));
            rig.get("v:key");
            assertThat(rig.vault.calls).hasValue(1);
            rig.advance(Duration.ofSeconds(1));
            rig.vault.value = "value-of-tomorrow";
            assertThat(rig.get("v:key")).isEqualTo("value-of-tomorrow");
            assertThat(rig.vault.lent.get(0).secret().isClosed()).isTrue();
        }
    }

    @Test
    void aClockThatIsSetBackKeepsNothingForLonger() {
        try (LeaseRig rig = new LeaseRig()) {
            rig.get("v:key");
            rig.clock.advance(Duration.ofHours(-1));
            rig.nanos.addAndGet(Duration.ofSeconds(60).toNanos());
            rig.get("v:key");
            assertThat(rig.vault.calls).hasValue(2);
        }
    }

    @Test
    void theVaultsOwnExpiryCapsTheTime() {
        try (LeaseRig rig = new LeaseRig()) {
            rig.vault.expiresAt = rig.clock.in(Duration.ofSeconds(10));
            rig.get("v:key");
            rig.advance(Duration.ofSeconds(9));
            rig.get("v:key");
            assertThat(rig.vault.calls).hasValue(1);
            rig.advance(Duration.ofSeconds(1));
            rig.get("v:key");
            assertThat(rig.vault.calls).hasValue(2);
        }
    }

    @Test
    void theVaultIsToldOnceTheLastCopyIsBack() throws Exception {
        try (LeaseRig rig = new LeaseRig()) {
            Lease copy = rig.lease("v:key", scope);
            rig.vaults.invalidate(SecretRef.parse("v:key"));
            assertThat(rig.vault.lent.get(0).secret().isClosed()).isTrue();
            assertThat(rig.vault.released).hasValue(0);
            assertThat(LeaseRig.text(copy)).isEqualTo(rig.vault.value);
            copy.close();
            assertThat(rig.vault.released).hasValue(1);
        }
    }

    @Test
    void theLeastLatelyUsedGoesFirst() {
        try (LeaseRig rig = new LeaseRig(VaultLimits.builder().maxEntries(2).build())) {
            rig.get("v:one");
            rig.get("v:two");
            rig.get("v:one");
            rig.get("v:three");
            assertThat(rig.vault.lent)
                    .extracting(lease -> lease.secret().isClosed())
                    .containsExactly(false, true, false);
        }
    }

    @Test
    void bytesAreBoundToo() {
        int size = "value-of-the-vault".length();
        try (LeaseRig rig =
                new LeaseRig(VaultLimits.builder().maxBytes(2 * size + 1).build())) {
            rig.get("v:one");
            rig.get("v:two");
            assertThat(rig.vault.lent).noneMatch(lease -> lease.secret().isClosed());
            rig.get("v:three");
            assertThat(rig.vault.lent)
                    .extracting(lease -> lease.secret().isClosed())
                    .containsExactly(true, false, false);
            rig.vault.value = "x".repeat(2 * size + 2);
            assertThat(rig.get("v:large")).isEqualTo(rig.vault.value);
            assertThat(rig.vault.lent.get(3).secret().isClosed()).isTrue();
            assertThat(rig.vault.lent.get(2).secret().isClosed()).isFalse();
        }
    }

    @Test
    void whatNobodyAsksForAnyMoreGoesWithTheNextQuestion() {
        try (LeaseRig rig = new LeaseRig()) {
            rig.get("v:one");
            rig.advance(Duration.ofSeconds(61));
            assertThat(rig.vault.lent.get(0).secret().isClosed()).isFalse();
            rig.get("v:other");
            assertThat(rig.vault.lent.get(0).secret().isClosed()).isTrue();
        }
    }

    @Test
    void closingOverwritesEverything() {
        LeaseRig rig = new LeaseRig();
        rig.get("v:one");
        rig.get("v:two");
        assertThat(rig.vault.lent).noneMatch(lease -> lease.secret().isClosed());
        rig.close();
        assertThat(rig.vault.lent).allMatch(lease -> lease.secret().isClosed());
        assertThat(rig.vault.released).hasValue(2);
    }

    @Test
    void aValueThatDoesNotFitIsAskedForAnewAsSoonAsOneThatIsMissing() {
        try (LeaseRig rig = new LeaseRig()) {
            rig.get("v:key");
            rig.vaults.unfit(SecretRef.parse("v:key"));
            rig.advance(Duration.ofMillis(4_999));
            rig.get("v:key");
            assertThat(rig.vault.calls).hasValue(1);
            rig.advance(Duration.ofMillis(1));
            rig.get("v:key");
            assertThat(rig.vault.calls).hasValue(2);
        }
    }

    @Test
    void withoutATimeEveryCallAsks() {
        try (LeaseRig rig =
                new LeaseRig(VaultLimits.builder().ttl(Duration.ZERO).build())) {
            rig.get("v:key");
            rig.get("v:key");
            assertThat(rig.vault.calls).hasValue(2);
            assertThat(rig.vault.lent).allMatch(lease -> lease.secret().isClosed());
        }
    }
}

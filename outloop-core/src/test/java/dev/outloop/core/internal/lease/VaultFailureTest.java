package dev.outloop.core.internal.lease;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.core.internal.admit.CallScope;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Lease;
import dev.outloop.secret.SecretRef;
import dev.outloop.secret.VaultLimits;
import dev.outloop.spi.VaultException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VaultFailureTest {

    private final CallScope scope = new CallScope("call");

    @Test
    void aVaultThatWasNotThereIsAskedAgainAfterAPause() {
        try (LeaseRig rig = new LeaseRig()) {
            rig.vault.before = ref -> {
                rig.vault.before = later -> {};
                throw new VaultException(ErrorCode.VAULT_UNAVAILABLE, "500");
            };
            assertThat(rig.get("v:key")).isEqualTo(rig.vault.value);
            assertThat(rig.vault.calls).hasValue(2);
            assertThat(rig.pauses).containsExactly(Duration.ofMillis(100));
        }
    }

    @Test
    void itIsNotAskedForEver() {
        try (LeaseRig rig = new LeaseRig()) {
            rig.vault.before = LeaseRig.failing(ErrorCode.VAULT_UNAVAILABLE);
            assertThat(rig.get("v:key")).isEqualTo("VAULT_UNAVAILABLE");
            assertThat(rig.vault.calls).hasValue(3);
            assertThat(rig.pauses).containsExactly(Duration.ofMillis(100), Duration.ofMillis(300));
        }
    }

    @Test
    void noPauseIsMadeThatTheDeadlineDoesNotAllow() {
        VaultLimits limits =
                VaultLimits.builder().deadline(Duration.ofMillis(250)).build();
        try (LeaseRig rig = new LeaseRig(limits)) {
            rig.vault.before = LeaseRig.failing(ErrorCode.VAULT_UNAVAILABLE);
            assertThat(rig.get("v:key")).isEqualTo("VAULT_UNAVAILABLE");
            assertThat(rig.pauses).containsExactly(Duration.ofMillis(100));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "VAULT_TIMEOUT",
                "VAULT_FAILED",
                "VAULT_LOCKED",
                "VAULT_DENIED",
                "VAULT_MISSING",
                "VAULT_UNTRUSTED",
                "SECRET_AMBIGUOUS"
            })
    void nothingElseIsTriedAgain(String code) {
        try (LeaseRig rig = new LeaseRig()) {
            rig.vault.before = LeaseRig.failing(ErrorCode.named(code).orElseThrow());
            assertThat(rig.get("v:key")).isEqualTo(code);
            assertThat(rig.vault.calls).hasValue(1);
        }
    }

    @Test
    void afterFailuresInARowTheVaultIsLeftAloneAndThenTriedByOneQuestion() throws Exception {
        VaultLimits limits = VaultLimits.builder().retries(0).failures(3).build();
        CountDownLatch answer = new CountDownLatch(1);
        try (LeaseRig rig = new LeaseRig(limits)) {
            rig.vault.before = LeaseRig.failing(ErrorCode.VAULT_UNAVAILABLE);
            for (int i = 0; i < 6; i++) {
                assertThat(rig.get("v:key-" + i)).isEqualTo("VAULT_UNAVAILABLE");
            }
            assertThat(rig.vault.calls).hasValue(3);
            assertThat(rig.sentence("v:key"))
                    .contains("failed 3 times in a row")
                    .contains("2026-01-02T03:04:15Z");

            rig.advance(Duration.ofSeconds(10));
            rig.vault.before = PlannedVault.waitFor(answer);
            Future<String> probe = rig.asking("v:probe");
            rig.awaitAskers();
            assertThat(rig.get("v:other")).isEqualTo("VAULT_UNAVAILABLE");
            answer.countDown();
            assertThat(probe.get()).isEqualTo(rig.vault.value);
            assertThat(rig.get("v:other")).isEqualTo(rig.vault.value);
            assertThat(rig.vault.calls).hasValue(5);
        }
    }

    /** Else whoever may use that reference could keep everybody from the vault. */
    @Test
    void aReferenceThatAloneIsAnsweredWronglyDoesNotCloseTheVaultForOthers() {
        VaultLimits limits = VaultLimits.builder().failures(3).build();
        try (LeaseRig rig = new LeaseRig(limits)) {
            rig.vault.before = LeaseRig.failing(ErrorCode.VAULT_FAILED);
            for (int i = 0; i < 10; i++) {
                assertThat(rig.get("v:odd")).isEqualTo("VAULT_FAILED");
            }
            assertThat(rig.vault.calls).hasValue(1);
            rig.advance(limits.missing());
            assertThat(rig.get("v:odd")).isEqualTo("VAULT_FAILED");
            assertThat(rig.vault.calls).hasValue(2);
            for (int i = 0; i < 5; i++) {
                rig.get("v:odd-" + i);
            }

            rig.vault.before = ref -> {};
            assertThat(rig.get("v:good")).isEqualTo(rig.vault.value);
        }
    }

    @Test
    void aProbeThatFailsOrHangsBeginsTheRestAnew() throws Exception {
        VaultLimits limits = VaultLimits.builder().retries(0).failures(1).build();
        CountDownLatch never = new CountDownLatch(1);
        try (LeaseRig rig = new LeaseRig(limits)) {
            rig.vault.before = LeaseRig.failing(ErrorCode.VAULT_UNAVAILABLE);
            rig.get("v:key");
            rig.advance(Duration.ofSeconds(10));
            assertThat(rig.get("v:key")).isEqualTo("VAULT_UNAVAILABLE");
            rig.advance(Duration.ofSeconds(9));
            rig.get("v:key");
            assertThat(rig.vault.calls).hasValue(2);

            rig.advance(Duration.ofSeconds(1));
            rig.vault.before = PlannedVault.waitFor(never);
            Future<String> probe = rig.asking("v:key");
            rig.awaitAskers();
            rig.awaitInside(1);
            rig.advance(limits.deadline());
            assertThat(rig.get("v:other")).isEqualTo("VAULT_UNAVAILABLE");
            rig.vault.before = ref -> {};
            rig.advance(Duration.ofSeconds(10));
            assertThat(rig.get("v:other")).isEqualTo(rig.vault.value);
            assertThat(rig.vault.calls).hasValue(4);
            never.countDown();
            assertThat(probe.get()).isIn(rig.vault.value, "VAULT_TIMEOUT");
        }
    }

    @Test
    void aThrottledVaultIsAnsweredForFromTheCacheAndNamesTheTime() {
        try (LeaseRig rig = new LeaseRig()) {
            rig.get("v:kept");
            rig.vault.before = ref -> {
                throw new VaultException(ErrorCode.VAULT_RATE_LIMITED, "429").retryAfter(Duration.ofSeconds(42));
            };
            assertThat(rig.sentence("v:new")).contains("asked to be left alone").contains("2026-01-02T03:04:47Z");
            assertThat(rig.vaults.health().get(0).nextStep()).contains("2026-01-02T03:04:47Z");
            rig.vault.before = ref -> {};
            assertThat(rig.sentence("v:new")).contains("asked to be left alone").contains("2026-01-02T03:04:47Z");
            assertThat(rig.get("v:kept")).isEqualTo(rig.vault.value);
            assertThat(rig.vault.calls).hasValue(2);
            rig.advance(Duration.ofSeconds(42));
            assertThat(rig.get("v:new")).isEqualTo(rig.vault.value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"VAULT_RATE_LIMITED", "VAULT_UNAVAILABLE"})
    void whileAVaultIsLeftAloneARefusedValueIsKept(String code) throws Exception {
        VaultLimits limits = VaultLimits.builder()
                .ttl(Duration.ofHours(1))
                .retries(0)
                .failures(1)
                .build();
        SecretRef ref = SecretRef.parse("v:key");
        try (LeaseRig rig = new LeaseRig(limits);
                Lease lease = rig.lease("v:key", scope)) {
            rig.vault.before = LeaseRig.failing(ErrorCode.named(code).orElseThrow());
            assertThat(rig.get("v:other")).isEqualTo(code);
            rig.vault.before = later -> {};
            assertThat(rig.vaults.renewed(ref, lease.secret(), LeaseRig.PATIENCE, scope))
                    .isEmpty();
            rig.vaults.refused(ref, lease.secret());
            assertThat(rig.get("v:key")).isEqualTo(rig.vault.value);
            assertThat(rig.vault.calls).hasValue(2);

            rig.advance(Duration.ofSeconds(30));
            rig.vault.value = "value-of-tomorrow";
            try (Lease renewed = rig.vaults
                    .renewed(ref, lease.secret(), LeaseRig.PATIENCE, scope)
                    .orElseThrow()) {
                assertThat(LeaseRig.text(renewed)).isEqualTo("value-of-tomorrow");
            }
        }
    }

    @Test
    void whatAVaultSaysOfItsPauseIsKeptWithinReason() {
        for (Duration said : new Duration[] {Duration.ZERO, Duration.ofDays(400)}) {
            try (LeaseRig rig = new LeaseRig()) {
                rig.vault.before = ref -> {
                    rig.vault.before = later -> {};
                    throw new VaultException(ErrorCode.VAULT_RATE_LIMITED, "429").retryAfter(said);
                };
                rig.get("v:key");
                Duration kept = said.isZero() ? Pace.LEAST : Pace.MOST;
                rig.advance(kept.minusMillis(1));
                assertThat(rig.get("v:key")).isEqualTo("VAULT_RATE_LIMITED");
                rig.advance(Duration.ofMillis(1));
                assertThat(rig.get("v:key")).isEqualTo(rig.vault.value);
            }
        }
    }

    @Test
    void anAnswerThatCrossesALongerPauseDoesNotCutItShort() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        try (LeaseRig rig = new LeaseRig()) {
            rig.vault.before = ref -> {
                PlannedVault.waitFor(answer).run(ref);
                throw new VaultException(ErrorCode.VAULT_RATE_LIMITED, "429");
            };
            Future<String> slow = rig.asking("v:slow");
            rig.awaitAskers();
            while (rig.vault.inside.get() == 0) {
                Thread.onSpinWait();
            }
            rig.vault.before = ref -> {
                throw new VaultException(ErrorCode.VAULT_RATE_LIMITED, "429").retryAfter(Duration.ofMinutes(10));
            };
            assertThat(rig.get("v:fast")).isEqualTo("VAULT_RATE_LIMITED");
            answer.countDown();
            assertThat(slow.get()).isEqualTo("VAULT_RATE_LIMITED");
            rig.vault.before = ref -> {};
            rig.advance(Duration.ofMinutes(10).minusMillis(1));
            assertThat(rig.get("v:fast")).isEqualTo("VAULT_RATE_LIMITED");
            rig.advance(Duration.ofMillis(1));
            assertThat(rig.get("v:fast")).isEqualTo(rig.vault.value);
        }
    }

    @Test
    void aVaultIsAskedNoFasterThanItsLimit() {
        try (LeaseRig rig = new LeaseRig(VaultLimits.builder().ratePerMinute(60).build())) {
            for (int i = 0; i < 60; i++) {
                assertThat(rig.get("v:key-" + i)).isEqualTo(rig.vault.value);
            }
            assertThat(rig.get("v:one-more")).isEqualTo("VAULT_RATE_LIMITED");
            assertThat(rig.get("v:key-59")).isEqualTo(rig.vault.value);
            assertThat(rig.sentence("v:one-more")).contains("60 times in a minute");
            rig.advance(Duration.ofSeconds(1));
            assertThat(rig.get("v:one-more")).isEqualTo(rig.vault.value);
            assertThat(rig.get("v:and-another")).isEqualTo("VAULT_RATE_LIMITED");
            assertThat(rig.vault.calls).hasValue(61);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"VAULT_UNAVAILABLE", "VAULT_TIMEOUT", "VAULT_RATE_LIMITED", "VAULT_LOCKED", "VAULT_FAILED"})
    void goodValuesOutliveSuchAFailureUpToTheirTimeAndNotBeyond(String code) {
        try (LeaseRig rig = new LeaseRig()) {
            rig.get("v:kept");
            rig.vault.before = LeaseRig.failing(ErrorCode.named(code).orElseThrow());
            rig.get("v:other");
            rig.advance(Duration.ofSeconds(59));
            assertThat(rig.get("v:kept")).isEqualTo(rig.vault.value);
            rig.advance(Duration.ofSeconds(1));
            assertThat(rig.get("v:kept")).isEqualTo(code);
        }
    }

    @Test
    void theTokenOfAVaultIsForgottenBeforeAnybodyIsToldThatItWasDenied() {
        PlannedVault safe = new PlannedVault();
        SecretRef token = SecretRef.parse("safe:token");
        PlannedVault denied = new PlannedVault();
        try (LeaseRig rig = new LeaseRig()) {
            rig.vaults.add("safe", safe, VaultLimits.defaults());
            rig.vaults.add("denied", denied, VaultLimits.defaults(), List.of(token));
            denied.before = ref -> {
                rig.vaults.lend(token, LeaseRig.PATIENCE).close();
                throw new VaultException(ErrorCode.VAULT_DENIED, "403");
            };
            for (int round = 1; round <= 500; round++) {
                assertThat(rig.get("denied:key")).isEqualTo("VAULT_DENIED");
                assertThat(safe.lent)
                        .hasSize(round)
                        .allMatch(lease -> lease.secret().isClosed());
                rig.advance(LeaseCache.REFUSED);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SECRET_NOT_FOUND", "SECRET_WITHHELD", "VAULT_DENIED"})
    void aRevokedValueIsGoneAtOnce(String code) throws Exception {
        try (LeaseRig rig = new LeaseRig();
                Lease lease = rig.lease("v:key", scope)) {
            rig.vault.before = LeaseRig.failing(ErrorCode.named(code).orElseThrow());
            assertThat(rig.vaults.renewed(SecretRef.parse("v:key"), lease.secret(), LeaseRig.PATIENCE, scope))
                    .isEmpty();
            assertThat(rig.vault.lent.get(0).secret().isClosed()).isTrue();
            assertThat(rig.get("v:key")).isEqualTo(code);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SECRET_NOT_FOUND", "SECRET_WITHHELD", "SECRET_AMBIGUOUS"})
    void aMissingSecretIsRememberedForFiveSecondsAndThenPickedUp(String code) {
        try (LeaseRig rig = new LeaseRig()) {
            rig.vault.before = LeaseRig.failing(ErrorCode.named(code).orElseThrow());
            for (int i = 0; i < 20; i++) {
                assertThat(rig.get("v:key")).isEqualTo(code);
            }
            assertThat(rig.vault.calls).hasValue(1);
            rig.vault.before = ref -> {};
            rig.advance(Duration.ofMillis(4_999));
            assertThat(rig.get("v:key")).isEqualTo(code);
            rig.advance(Duration.ofMillis(1));
            assertThat(rig.get("v:key")).isEqualTo(rig.vault.value);
        }
    }

    @Test
    void invalidatingForgetsThatASecretIsMissing() {
        try (LeaseRig rig = new LeaseRig()) {
            rig.vault.before = LeaseRig.failing(ErrorCode.SECRET_NOT_FOUND);
            rig.get("v:key");
            rig.vault.before = ref -> {};
            rig.vaults.invalidate(SecretRef.parse("v:key"));
            assertThat(rig.get("v:key")).isEqualTo(rig.vault.value);
        }
    }
}

package dev.outloop.testkit.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.outloop.audit.AuditEvent;
import dev.outloop.audit.AuditRecord;
import dev.outloop.error.ErrorCode;
import dev.outloop.policy.Decision;
import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Lease;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.AuditSink;
import dev.outloop.spi.StageEvent;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultRequest;
import dev.outloop.testkit.contract.PolicyInputs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FakesTest {

    private static final VaultRequest REQUEST = VaultRequest.of(SecretRef.parse("mem:a"), TestClock.START);

    private static AuditRecord record(long sequence) {
        return AuditRecord.builder(sequence, TestClock.START, AuditEvent.ATTEMPT, "id" + sequence)
                .build();
    }

    @Test
    void clockStandsUntilTurned() {
        TestClock clock = TestClock.create();
        var elsewhere = clock.withZone(ZoneId.of("Asia/Tokyo"));

        clock.advance(Duration.ofHours(1));

        assertThat(clock.instant()).isEqualTo(TestClock.START.plusSeconds(3600)).isEqualTo(elsewhere.instant());
        assertThat(clock.in(Duration.ofHours(-1))).isEqualTo(TestClock.START);
        assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
        clock.set(TestClock.START);
        assertThat(elsewhere.instant()).isEqualTo(TestClock.START);
    }

    @Test
    void vaultCountsAndSharesWithItsProvider() throws Exception {
        Canary key = Canary.random("key");
        InMemoryVault vault = InMemoryVault.create().put("mem:a", key);
        TestVaultContext context = TestVaultContext.of("mem", Path.of("."), TestClock.create());
        VaultBackend opened = vault.provider("memory").open(context);

        Lease lease = opened.lease(REQUEST);

        assertThat(lease.secret().toByteArray(InsecureSecretAccess.get())).isEqualTo(key.bytes());
        assertThat(vault.leaseCalls()).isEqualTo(1);
        assertThat(vault.openLeases()).isEqualTo(1);
        lease.close();
        assertThat(vault.openLeases()).isZero();
        opened.close();
        assertThatExceptionOfType(VaultException.class).isThrownBy(() -> opened.lease(REQUEST));
        assertThat(vault.leaseCalls()).isEqualTo(2);
        vault.lease(REQUEST).close();
    }

    @Test
    void vaultFailsAsTold() throws Exception {
        InMemoryVault vault = InMemoryVault.create().put("mem:a", new byte[] {1});
        vault.failWith(ErrorCode.VAULT_LOCKED);
        assertThatExceptionOfType(VaultException.class)
                .isThrownBy(() -> vault.lease(REQUEST))
                .satisfies(e -> assertThat(e.code()).isSameAs(ErrorCode.VAULT_LOCKED));
        vault.failWith(new IllegalStateException("broken"));
        assertThatIllegalStateException().isThrownBy(() -> vault.lease(REQUEST));
        AtomicInteger orders = new AtomicInteger();
        vault.beforeAnswering(orders::incrementAndGet);
        vault.lease(REQUEST).close();
        assertThat(orders).hasValue(1);
        vault.recover();
        vault.lease(REQUEST).close();
        assertThat(orders).hasValue(1);
        assertThat(vault.leaseCalls()).isEqualTo(4);
    }

    @Test
    void contextLendsItsSecretSettings() throws Exception {
        TestVaultContext context = TestVaultContext.of("v", Path.of("."), TestClock.create())
                .with("url", "u")
                .withSecret("token", new byte[] {7});

        assertThat(context.settings()).containsOnlyKeys("url");
        try (Lease token = context.secret("token")) {
            assertThat(token.secret().toByteArray(InsecureSecretAccess.get())).containsExactly(7);
        }
        assertThatExceptionOfType(VaultException.class).isThrownBy(() -> context.secret("url"));
    }

    @Test
    void sinkKeepsOnlyWhatWasAwaitedThroughACrash() throws Exception {
        RecordingAuditSink sink = RecordingAuditSink.create();
        AuditSink.Ticket first = sink.append(record(1));
        sink.append(record(2));
        assertThat(sink.durable()).isEmpty();

        first.await();

        assertThat(sink.durable()).extracting(AuditRecord::sequence).containsExactly(1L);
        assertThat(sink.reopen().lastSequence()).isEqualTo(1);
        sink.close();
        assertThat(sink.reopen().lastSequence()).isEqualTo(2);
        assertThat(sink.records(AuditEvent.ATTEMPT)).hasSize(2);
        assertThat(sink.records(AuditEvent.OUTCOME)).isEmpty();
    }

    @Test
    void sinkFailsTheNthAppend() throws Exception {
        RecordingAuditSink sink = RecordingAuditSink.create();
        sink.failAppend(2);
        sink.append(record(1));
        assertThatIOException().isThrownBy(() -> sink.append(record(2)));
        sink.append(record(2)).await();
        assertThat(sink.appends()).isEqualTo(3);
        assertThat(sink.records()).hasSize(2);
    }

    @Test
    void failedAwaitFailsTheSink() throws Exception {
        RecordingAuditSink sink = RecordingAuditSink.create();
        sink.failAwait(2);
        AuditSink.Ticket first = sink.append(record(1));
        AuditSink.Ticket second = sink.append(record(2));
        first.await();
        assertThatIOException().isThrownBy(second::await);
        assertThatIOException().isThrownBy(second::await);
        assertThatIOException().isThrownBy(() -> sink.append(record(3)));
        first.await();
        sink.close();
        assertThat(sink.durable()).hasSize(1);
        assertThat(sink.awaits()).isEqualTo(4);
    }

    @Test
    void sinkTakesNumbersThatLeaveSomeOutAndNoneTwice() throws Exception {
        RecordingAuditSink sink = RecordingAuditSink.create();
        sink.append(record(1));
        sink.append(record(4));
        assertThatIllegalArgumentException().isThrownBy(() -> sink.append(record(4)));
        assertThatIllegalArgumentException().isThrownBy(() -> sink.append(record(2)));
        sink.close();

        assertThat(sink.reopen().lastSequence()).isEqualTo(4);
        assertThat(sink.reopen().unfinished()).extracting(AuditRecord::sequence).containsExactly(1L, 4L);
        assertThat(sink.unfinished()).as("as it was opened").isEmpty();
    }

    @Test
    void renewedSinkHasWhatWasDurableAndSaysWhatWasLost() throws Exception {
        RecordingAuditSink sink = RecordingAuditSink.create();
        sink.failAwait(2);
        AuditSink.Ticket kept = sink.append(record(1));
        kept.await();
        AuditSink.Ticket lost = sink.append(record(2));
        assertThatIOException().isThrownBy(lost::await);
        sink.renewable(false);
        assertThatIOException().isThrownBy(sink::renew);
        sink.renewable(true);

        sink.renew();

        assertThat(sink.records()).extracting(AuditRecord::sequence).containsExactly(1L);
        sink.append(record(3)).await();
        kept.await();
        assertThatIOException().isThrownBy(lost::await);
        sink.renew();
        assertThat(sink.durable()).extracting(AuditRecord::sequence).containsExactly(1L, 3L);
    }

    @Test
    void sinkHangsUntilReleased() throws Exception {
        RecordingAuditSink sink = RecordingAuditSink.create();
        Hang append = sink.hangAppend(1);
        Hang await = sink.hangAwait(1);
        Hang close = sink.hangClose();
        CompletableFuture<Void> run = CompletableFuture.runAsync(() -> {
            try {
                sink.append(record(1)).await();
                sink.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });

        append.awaitReached();
        assertThat(sink.records()).isEmpty();
        append.release();
        await.awaitReached();
        assertThat(sink.records()).hasSize(1);
        assertThat(sink.durable()).isEmpty();
        await.release();
        close.awaitReached();
        assertThat(sink.durable()).hasSize(1);
        assertThat(sink.closed()).isFalse();
        close.release();
        run.get();
        assertThat(sink.closed()).isTrue();
    }

    @Test
    void listenerKeepsEventsByCall() {
        RecordingListener listener = new RecordingListener();
        listener.onStage(StageEvent.of("a", "admit", Duration.ZERO, null));
        listener.onStage(StageEvent.of("b", "admit", Duration.ZERO, null));
        listener.onStage(StageEvent.of("a", "lease", Duration.ZERO, ErrorCode.VAULT_LOCKED));

        assertThat(listener.stagesOf("a")).containsExactly("admit", "lease");
        assertThat(listener.events()).hasSize(3);
    }

    @Test
    void evaluatorAnswersAsTold() {
        ScriptedEvaluator evaluator = ScriptedEvaluator.answering(Decision.allow("yes"));
        assertThat(evaluator.evaluate(PolicyInputs.sample()).rule()).isEqualTo("yes");
        evaluator.answer(input -> Decision.none());
        assertThat(evaluator.evaluate(PolicyInputs.sample())).isSameAs(Decision.none());
        assertThat(evaluator.calls()).isEqualTo(2);
        assertThat(evaluator.inputs()).hasSize(2);
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        ScriptedEvaluator.throwing(new IllegalStateException()).evaluate(PolicyInputs.sample()));
    }
}

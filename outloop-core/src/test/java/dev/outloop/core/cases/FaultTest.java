package dev.outloop.core.cases;

import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.Call;
import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.action.Effect;
import dev.outloop.core.BrokerConfig;
import dev.outloop.core.ConfigException;
import dev.outloop.error.ErrorCode;
import dev.outloop.testkit.fake.RecordingAuditSink;
import dev.outloop.testkit.net.Reply;
import dev.outloop.testkit.twin.Twin;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input and failing neighbours, end to end: a clear code and sentence, nothing leaked, nothing left open. */
class FaultTest {

    private static final UnaryOperator<String> SHORT = yaml -> yaml.replace("deadline: 8s", "deadline: 300ms");

    @Test
    void refusesMalformedConfigurationWithItsPlace() {
        assertThatThrownBy(() ->
                        BrokerConfig.parse("version: 1\nvaults: {", Path.of("").toAbsolutePath()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("configuration:");
    }

    @Test
    void refusesWhatTheCallerGotWrong() throws Exception {
        try (Bench bench = Bench.open(yaml -> yaml.replace("deadline: 8s", "request: 10B"), builder -> builder)) {
            bench.requireControls();
            ActionRequest unknown =
                    ActionRequest.action(bench.a, "nothing", "items").build();
            ActionResult noAlias = bench.perform(unknown);
            assertThat(noAlias).isDeniedWith(ErrorCode.ALIAS_UNKNOWN);
            ActionResult missing =
                    bench.perform(ActionRequest.action(bench.a, "crm", "item").build());
            assertThat(missing).isDeniedWith(ErrorCode.PARAMETER_MISSING);
            ActionResult large = bench.perform(bench.json(
                            ActionRequest.http(bench.a, "crm", "POST", "/items"), "{\"a\":\"" + "b".repeat(20) + "\"}")
                    .build());
            assertThat(large).isDeniedWith(ErrorCode.REQUEST_TOO_LARGE);
            bench.requireInvariants(unknown, noAlias, missing, large);
        }
    }

    @Test
    void endsAHungServiceAtTheDeadline() throws Exception {
        try (Bench bench = Bench.open(SHORT, builder -> builder)) {
            bench.answer(Reply.nothing().thenHang());
            ActionRequest request = bench.get("/items").build();
            ActionResult result = bench.perform(request);
            assertThat(result).isFailedWith(ErrorCode.DEADLINE_EXCEEDED).hasEffect(Effect.UNKNOWN);
            bench.requireInvariants(request, result);
        }
    }

    @Test
    void endsAHungVaultAtTheDeadline() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (Bench bench = Bench.open(SHORT, builder -> builder)) {
            bench.vault.beforeAnswering(() -> awaitQuietly(never));
            ActionRequest request = bench.get("/items").build();
            ActionResult result = bench.perform(request);
            assertThat(result).isFailedWith(ErrorCode.VAULT_TIMEOUT).hasEffect(Effect.NONE);
            assertThat(bench.good.connections()).isZero();
            never.countDown();
            bench.requireInvariants(request, result);
        }
    }

    @Test
    void cancelsWhileTheVaultIsAsked() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (Bench bench = Bench.open()) {
            CountDownLatch asked = new CountDownLatch(1);
            bench.vault.beforeAnswering(() -> {
                asked.countDown();
                awaitQuietly(never);
            });
            ActionResult result = cancelled(bench, asked::await);
            assertThat(result).isFailedWith(ErrorCode.CANCELLED).hasEffect(Effect.NONE);
            assertThat(bench.good.connections()).isZero();
            never.countDown();
            bench.requireInvariants(bench.get("/items").build(), result);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void cancelsWhileTheServiceAnswers(boolean headSent) throws Exception {
        try (Bench bench = Bench.open()) {
            String head = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc";
            bench.answer(headSent ? Reply.raw(head).thenHang() : Reply.nothing().thenHang());
            ActionResult result = cancelled(bench, () -> bench.good.awaitRequest(Duration.ofSeconds(10)));
            assertThat(result).isFailedWith(ErrorCode.CANCELLED);
            bench.requireInvariants(bench.get("/items").build(), result);
        }
    }

    @Test
    void saysThatTheVaultFailedAndNotWhatItSaid() throws Exception {
        try (Bench bench = Bench.open()) {
            bench.vault.failWith(new IllegalStateException("read " + bench.crmKey.text()));
            ActionRequest request = bench.get("/items").build();
            ActionResult unchecked = bench.perform(request);
            assertThat(unchecked).isFailedWith(ErrorCode.VAULT_FAILED).hasEffect(Effect.NONE);
            bench.vault.failWith(ErrorCode.VAULT_LOCKED);
            ActionResult checked = bench.perform(request);
            assertThat(checked).isFailedWith(ErrorCode.VAULT_LOCKED).hasEffect(Effect.NONE);
            assertThat(bench.good.connections()).isZero();
            bench.requireInvariants(request, unchecked, checked);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "seven77", "with-a-line-break\r\nX-Evil: 1", "newline-at-end\n", "non-ascii-\u00e9\u00e9"})
    void refusesASecretThatDoesNotFit(String stored) throws Exception {
        try (Bench bench = Bench.open()) {
            bench.vault.put("memory:crm/key", stored.getBytes(StandardCharsets.UTF_8));
            ActionRequest request = bench.get("/items").build();
            ActionResult result = bench.perform(request);
            assertThat(result).isFailedWith(ErrorCode.SECRET_UNFIT).hasEffect(Effect.NONE);
            assertThat(bench.good.connections()).isZero();
            assertThat(result.toString() + ((ActionResult.Failed) result).message())
                    .doesNotContain(stored.isEmpty() ? "Secret[" : stored.strip());
            bench.requireInvariants(request, result);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void doesNothingThatItCannotRecord(boolean whenSynced) throws Exception {
        RecordingAuditSink full = RecordingAuditSink.create();
        if (whenSynced) {
            full.failAwait(2);
        } else {
            full.failAppend(2);
        }
        Set<Thread> before = Threads.ofOutloop();
        try (Bench bench = Bench.open(yaml -> yaml, builder -> builder, trail -> full)) {
            ActionResult result = bench.perform(bench.get("/items").build());
            assertThat(result).isDeniedWith(ErrorCode.AUDIT_UNAVAILABLE);
            assertThat(bench.vault.leaseCalls()).isZero();
            assertThat(bench.good.connections()).isZero();
        }
        Threads.requireNoMoreThan(before);
    }

    @Test
    void aSurplusResponseReachesNobodyElse() {
        new Surplus().accept("");
    }

    @Test
    void aSurplusResponseWouldReachTheNextCallOfTheSameAccess() {
        // What is overwritten between responses would not be taken for one either.
        Twin twin = Twin.without(List.of(
                "dev.outloop.core.internal.dispatch.ServiceConnection#hasSurplus",
                "dev.outloop.core.internal.dispatch.WipedSocket#wipe"));
        assertThatThrownBy(() -> consumer(twin).accept(""))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("private of the first");
        twin.requireReached();
    }

    @SuppressWarnings("unchecked") // the fixture is a consumer
    private static Consumer<String> consumer(Twin twin) {
        return twin.newInstance(Consumer.class, Surplus.class);
    }

    /** Two accesses to one service, and a service that answers the first of them twice. */
    static final class Surplus implements Consumer<String> {
        @Override
        public void accept(String ignored) {
            try (Bench bench = Bench.open()) {
                bench.good.enqueue(Reply.status(200, "one").thenSurplus(Reply.status(200, "private of the first")));
                assertThat(bench.perform(bench.get("/items").build()))
                        .isCompleted()
                        .bodyContains("one");
                ActionResult other = bench.perform(
                        ActionRequest.http(bench.a, "bear", "GET", "/items").build());
                assertThat(other).isCompleted().bodyDoesNotContain("private");
                ActionResult same = bench.perform(bench.get("/items").build());
                assertThat(((ActionResult.Completed) same).bodyAsUtf8()).doesNotContain("private of the first");
                assertThat(bench.good.connections()).isEqualTo(3);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private interface Moment {
        void await() throws Exception;
    }

    private static ActionResult cancelled(Bench bench, Moment moment) throws Exception {
        Call call = bench.newCall(bench.get("/items").build());
        AtomicReference<ActionResult> result = new AtomicReference<>();
        Thread caller = new Thread(() -> result.set(call.perform()));
        caller.start();
        moment.await();
        call.cancel();
        caller.join(10_000);
        return java.util.Objects.requireNonNull(result.get());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

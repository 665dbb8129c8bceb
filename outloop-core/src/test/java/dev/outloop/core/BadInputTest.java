package dev.outloop.core;

import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.Call;
import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.action.Effect;
import dev.outloop.audit.AuditEvent;
import dev.outloop.error.ErrorCode;
import dev.outloop.identity.Caller;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.InMemoryVault;
import dev.outloop.testkit.fake.RecordingAuditSink;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.Reply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Whatever goes wrong has a code and a sentence, leaks nothing and leaves nothing open")
class BadInputTest {

    private final Set<Thread> before = outloopThreads();
    private final Canary key = Canary.random("key");
    private final InMemoryVault vault = InMemoryVault.create();
    private final RecordingAuditSink trail = RecordingAuditSink.create();
    private LoopbackServer server;
    private OutloopBroker control;
    private Caller caller;

    @BeforeEach
    void start() throws Exception {
        server = LoopbackServer.start().answer(Reply.status(200, "ok"));
        vault.put("memory:key", key);
        control = OutloopBroker.builder()
                .config(BrokerConfig.parse(configuration("30s"), Path.of("").toAbsolutePath()))
                .vault("memory", vault)
                .auditSink(trail)
                .build();
        caller = control.assertCaller("acme", "codex");
    }

    @AfterEach
    void nothingIsLeftOpen() throws Exception {
        control.close();
        for (Thread thread : outloopThreads()) {
            if (!before.contains(thread)) {
                thread.join(10_000);
                assertThat(thread.isAlive()).as(thread.getName()).isFalse();
            }
        }
        assertThat(vault.openLeases()).isZero();
        server.close();
    }

    @Test
    void malformedYamlNamesLineAndKeyAndQuotesNothing() {
        assertThatThrownBy(() -> BrokerConfig.parse(
                        "version: 1\nservices: [planted-word", Path.of("").toAbsolutePath()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("2")
                .hasMessageNotContaining("planted-word");
    }

    @Test
    void anUnknownAliasIsDenied() {
        assertThat(perform(ActionRequest.action(caller, "nothing", "item"))).isDeniedWith(ErrorCode.ALIAS_UNKNOWN);
        assertThat(vault.leaseCalls()).isZero();
    }

    @Test
    void aMissingParameterIsDeniedByItsName() {
        ActionResult denied = perform(ActionRequest.action(caller, "files", "item"));
        assertThat(denied).isDeniedWith(ErrorCode.PARAMETER_MISSING);
        assertThat(((ActionResult.Denied) denied).message()).contains("id");
    }

    @Test
    void anOverLongBodyIsDenied() {
        ActionRequest.Builder request =
                ActionRequest.http(caller, "files", "POST", "/items").header("Content-Type", "application/json");
        assertThat(perform(request.body("{}".getBytes(StandardCharsets.UTF_8)))).isCompleted();
        assertThat(perform(request.body(("[" + " ".repeat(2000) + "]").getBytes(StandardCharsets.UTF_8))))
                .isDeniedWith(ErrorCode.REQUEST_TOO_LARGE);
    }

    @Test
    void aHungServiceEndsAtTheDeadline() throws Exception {
        control.reload(BrokerConfig.parse(configuration("200ms"), Path.of("").toAbsolutePath()));
        server.answer(Reply.nothing().thenHang());
        assertThat(perform(item())).isFailedWith(ErrorCode.DEADLINE_EXCEEDED).hasEffect(Effect.UNKNOWN);
        server.answer(
                Reply.raw("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab").thenHang());
        assertThat(perform(item())).isFailedWith(ErrorCode.DEADLINE_EXCEEDED).hasEffect(Effect.HAPPENED);
        assertThat(trail.records(AuditEvent.OUTCOME)).hasSize(2);
    }

    @Test
    void aHungVaultEndsAtTheDeadlineAndWhatItLendsLaterIsGivenBack() throws Exception {
        control.reload(BrokerConfig.parse(configuration("200ms"), Path.of("").toAbsolutePath()));
        CountDownLatch answer = new CountDownLatch(1);
        vault.beforeAnswering(() -> await(answer));
        assertThat(perform(item())).isFailedWith(ErrorCode.VAULT_TIMEOUT).hasEffect(Effect.NONE);
        assertThat(server.connections()).isZero();
        answer.countDown();
    }

    @Test
    void cancellingEndsAVaultThatIsWaitedFor() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        vault.beforeAnswering(() -> {
            asked.countDown();
            await(answer);
        });
        Call call = control.broker().newCall(item().build());
        CompletableFuture<ActionResult> result = CompletableFuture.supplyAsync(call::perform);
        asked.await();
        call.cancel();
        assertThat(result.get()).isFailedWith(ErrorCode.CANCELLED).hasEffect(Effect.NONE);
        answer.countDown();
    }

    @Test
    void cancellingEndsABodyThatIsRead() throws Exception {
        Semaphore never = new Semaphore(0);
        server.answer(
                Reply.raw("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nab").thenAwait(never));
        Call call = control.broker().newCall(item().build());
        CompletableFuture<ActionResult> result = CompletableFuture.supplyAsync(call::perform);
        server.awaitRequest(Duration.ofSeconds(10));
        call.cancel();
        ActionResult ended = result.get();
        assertThat(ended).isFailedWith(ErrorCode.CANCELLED);
        assertThat(((ActionResult.Failed) ended).effect()).isIn(Effect.UNKNOWN, Effect.HAPPENED);
        never.release();
    }

    @Test
    void aVaultThatFailsSaysWhyAndNothingIsSent() {
        vault.failWith(ErrorCode.VAULT_LOCKED);
        assertThat(perform(item())).isFailedWith(ErrorCode.VAULT_LOCKED).hasEffect(Effect.NONE);
        vault.failWith(new IllegalStateException("the value is " + key.text()));
        ActionResult failed = perform(item());
        assertThat(failed).isFailedWith(ErrorCode.VAULT_FAILED).hasEffect(Effect.NONE);
        assertThat(key.isFoundIn(((ActionResult.Failed) failed).message())).isFalse();
        assertThat(server.connections()).isZero();
        vault.recover();
        assertThat(perform(item())).isCompleted();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "seven-b",
                "with\r\nCRLF: injected",
                "line break at its end\n",
                "k\u00e9y-not-ascii",
                " led by a space"
            })
    void aSecretThatDoesNotFitIsRefusedInsteadOfBent(String value) {
        vault.put("memory:key", value.getBytes(StandardCharsets.UTF_8));
        assertThat(perform(item())).isFailedWith(ErrorCode.SECRET_UNFIT).hasEffect(Effect.NONE);
        assertThat(server.connections()).isZero();
    }

    @Test
    void aTrailThatCannotBeWrittenStopsTheCallBeforeTheVaultAndTheNextOneTriesAgain() {
        assertThat(perform(item())).isCompleted();
        assertThat(vault.leaseCalls()).isEqualTo(1);
        trail.failAppend(trail.appends() + 1);
        assertThat(perform(item())).isDeniedWith(ErrorCode.AUDIT_UNAVAILABLE);
        assertThat(vault.leaseCalls()).isEqualTo(1);
        assertThat(server.requests()).hasSize(1);
        assertThat(perform(item())).isCompleted();
    }

    @Test
    void aTrailThatCannotBeSyncedStopsEverythingBeforeTheVault() {
        trail.failAwait(2);
        assertThat(perform(item())).isDeniedWith(ErrorCode.AUDIT_UNAVAILABLE);
        assertThat(vault.leaseCalls()).isZero();
    }

    @Test
    void anOutcomeThatCannotBeWrittenShowsOnItsResult() {
        trail.failAppend(3);
        ActionResult result = perform(item());
        assertThat(result).isCompleted();
        assertThat(((ActionResult.Completed) result).outcomeRecorded()).isFalse();
    }

    private ActionRequest.Builder item() {
        return ActionRequest.action(caller, "files", "item").with("id", "1");
    }

    private ActionResult perform(ActionRequest.Builder request) {
        return control.broker().perform(request.build());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Set<Thread> outloopThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("outloop-"))
                .collect(Collectors.toSet());
    }

    private String configuration(String deadline) {
        return """
                version: 1
                vaults: { memory: { backend: keystore, path: unused.p12, lease: { missing: 0s } } }
                services:
                  files:
                    url: "%s"
                    credential: bearer
                    limits: { deadline: %s, request: 1KiB }
                    actions:
                      item: { method: GET, path: "/items/{id}", params: { id: { in: path, type: string } } }
                      create: { method: POST, path: /items }
                workspaces: { acme: { tenant: acme-corp } }
                access:
                  - { alias: files, service: files, secret: "memory:key", actions: ["*"], workspaces: { acme: {} } }
                """.formatted(server.url(), deadline);
    }
}

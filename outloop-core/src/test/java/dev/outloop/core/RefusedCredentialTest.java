package dev.outloop.core;

import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.action.Effect;
import dev.outloop.audit.AuditEvent;
import dev.outloop.error.ErrorCode;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.InMemoryVault;
import dev.outloop.testkit.fake.RecordingAuditSink;
import dev.outloop.testkit.fake.TestClock;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.ReceivedRequest;
import dev.outloop.testkit.net.Reply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("When a service refuses the credential")
class RefusedCredentialTest {

    private final Canary old = Canary.random("old");
    private final Canary fresh = Canary.random("fresh");
    private final InMemoryVault vault = InMemoryVault.create().put("memory:key", old);
    private final RecordingAuditSink trail = RecordingAuditSink.create();
    private final TestClock clock = TestClock.create();
    private LoopbackServer server;
    private OutloopBroker control;

    @BeforeEach
    void start() throws Exception {
        server = LoopbackServer.start().answer(accepting(old));
        control = OutloopBroker.builder()
                .config(BrokerConfig.parse(
                        configuration(server.url()), Path.of("").toAbsolutePath()))
                .vault("memory", vault)
                .auditSink(trail)
                .clock(clock)
                .build();
    }

    @AfterEach
    void stop() {
        control.close();
        assertThat(vault.openLeases()).isZero();
        server.close();
    }

    @Test
    void aRotatedOneIsFetchedAndTheSameCallSucceeds() {
        assertThat(perform("read")).isCompleted().hasStatus(200);
        rotate();

        ActionResult result = perform("read");

        assertThat(result).isCompleted().hasStatus(200).hides(old).hides(fresh);
        assertThat(((ActionResult.Completed) result).bodyAsUtf8()).isEqualTo("[redacted] [redacted]");
        assertThat(vault.leaseCalls()).isEqualTo(2);
        assertThat(server.requests()).hasSize(3);
        assertThat(trail.records(AuditEvent.ATTEMPT)).hasSize(2);
        assertThat(trail.records(AuditEvent.OUTCOME))
                .extracting(record -> record.fields().get("status"))
                .containsExactly(200L, 200L);
    }

    @Test
    void anUnchangedOneEndsItAndTheVaultIsLeftAloneForAMinute() {
        server.answer(accepting(fresh));

        ActionResult first = perform("read");

        assertThat(first).isCompleted().hasStatus(401).hides(old);
        assertThat(((ActionResult.Completed) first).bodyAsUtf8()).isEqualTo("refused [redacted]");
        assertThat(vault.leaseCalls()).isEqualTo(2);
        assertThat(server.requests()).hasSize(1);
        for (int i = 0; i < 20; i++) {
            assertThat(perform(i % 2 == 0 ? "read" : "write")).isCompleted().hasStatus(401);
        }
        assertThat(vault.leaseCalls()).isEqualTo(2);
        assertThat(server.requests()).hasSize(21);

        clock.advance(Duration.ofSeconds(59));
        perform("read");
        assertThat(vault.leaseCalls()).isEqualTo(2);
        clock.advance(Duration.ofSeconds(1));
        vault.put("memory:key", fresh);
        assertThat(perform("read")).isCompleted().hasStatus(200);
    }

    @Test
    void aChangedOneThatIsRefusedTooEndsIt() {
        assertThat(perform("read")).hasStatus(200);
        vault.put("memory:key", fresh);
        server.answer(request -> Reply.status(401, old.text() + " " + fresh.text()));

        ActionResult result = perform("read");

        assertThat(result).isCompleted().hasStatus(401).hides(old).hides(fresh);
        assertThat(((ActionResult.Completed) result).bodyAsUtf8()).isEqualTo("[redacted] [redacted]");
        assertThat(server.requests()).hasSize(3);
        assertThat(fresh.isFoundIn(server.requests().get(2).raw())).isTrue();
        assertThat(vault.leaseCalls()).isEqualTo(2);
        assertThat(perform("read")).hasStatus(401);
        assertThat(server.requests()).hasSize(4);
    }

    @Test
    void whatMayChangeSomethingIsNotSentAgainButTheNextCallHasTheNewOne() {
        for (String action : List.of("write", "risky")) {
            vault.put("memory:key", old);
            control.invalidate("memory");
            server.answer(accepting(old));
            assertThat(perform(action)).isCompleted().hasStatus(200);
            int before = server.requests().size();
            rotate();
            assertThat(perform(action)).isCompleted().hasStatus(401);
            assertThat(server.requests()).hasSize(before + 1);
            assertThat(perform(action)).isCompleted().hasStatus(200);
            assertThat(server.requests()).hasSize(before + 2);
        }
    }

    @Test
    void aSafeRequestWithABodyIsSentAgainWithIt() {
        assertThat(perform("search")).hasStatus(200);
        rotate();
        assertThat(perform("search")).isCompleted().hasStatus(200);
        assertThat(server.requests()).extracting(ReceivedRequest::bodyAsUtf8).containsOnly("{\"q\":\"x\"}");
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void aVaultThatDoesNotAnswerThenLeavesTheFirstAnswer() {
        for (ErrorCode code : List.of(ErrorCode.VAULT_LOCKED, ErrorCode.SECRET_NOT_FOUND)) {
            control.invalidate("memory");
            vault.recover();
            server.answer(accepting(old));
            assertThat(perform("read")).hasStatus(200);
            server.answer(accepting(fresh));
            vault.failWith(code);
            assertThat(perform("read")).isCompleted().hasStatus(401);
            assertThat(perform("read")).isFailedWith(code).hasEffect(Effect.NONE);
        }
    }

    @Test
    void aSecondExchangeThatFailsIsNotSaidToHaveDoneNothing() {
        assertThat(perform("read")).hasStatus(200);
        vault.put("memory:key", fresh);
        server.answer(request -> old.isFoundIn(request.raw())
                ? Reply.status(401, "refused")
                : Reply.nothing().thenClose());

        ActionResult result = perform("read");

        assertThat(result).isFailedWith(ErrorCode.UPSTREAM_BROKEN).hasEffect(Effect.UNKNOWN);
        assertThat(((ActionResult.Failed) result).message()).startsWith("The service refused the credential");
        assertThat(trail.records(AuditEvent.OUTCOME)).hasSize(2);
    }

    @Test
    void aHandlerSeesTheSecondAnswerAlone() {
        assertThat(perform("read")).hasStatus(200);
        rotate();
        List<Integer> seen = new ArrayList<>();
        control.broker().newCall(request("read")).perform((head, body) -> {
            seen.add(head.status());
            body.transferTo(java.io.OutputStream.nullOutputStream());
        });
        assertThat(seen).containsExactly(200);
    }

    @Test
    void aCrowdWithTheOldOneAsksTheVaultOnceMore() throws Exception {
        int crowd = 16;
        assertThat(perform("read")).hasStatus(200);
        vault.put("memory:key", fresh);
        CountDownLatch arrived = new CountDownLatch(crowd);
        server.answer(request -> {
            if (old.isFoundIn(request.raw())) {
                arrived.countDown();
                awaitAll(arrived);
                return Reply.status(401, "refused");
            }
            return Reply.status(200, "ok");
        });
        List<FutureTask<ActionResult>> calls = new ArrayList<>();
        for (int i = 0; i < crowd; i++) {
            FutureTask<ActionResult> call = new FutureTask<>(() -> perform("read"));
            calls.add(call);
            new Thread(call, "crowd").start();
        }
        for (FutureTask<ActionResult> call : calls) {
            assertThat(call.get()).isCompleted().hasStatus(200);
        }
        assertThat(vault.leaseCalls()).isEqualTo(2);
    }

    private void rotate() {
        vault.put("memory:key", fresh);
        server.answer(accepting(fresh));
    }

    /** Shows the keys that it knows of to whoever has the right one. */
    private java.util.function.Function<ReceivedRequest, Reply> accepting(Canary right) {
        return request -> right.isFoundIn(request.raw())
                ? Reply.status(200, old.text() + " " + right.text())
                : Reply.status(401, "refused " + old.text());
    }

    private static void awaitAll(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ActionResult perform(String action) {
        return control.broker().perform(request(action));
    }

    private ActionRequest request(String action) {
        ActionRequest.Builder request = ActionRequest.action(control.assertCaller("acme", "codex"), "files", action);
        return action.equals("search")
                ? request.body("{\"q\":\"x\"}".getBytes(StandardCharsets.UTF_8)).build()
                : request.build();
    }

    private static String configuration(String url) {
        return """
                version: 1
                vaults: { memory: { backend: keystore, path: unused.p12, lease: { missing: 0s } } }
                services:
                  files:
                    url: "%s"
                    credential: bearer
                    actions:
                      read: { method: GET, path: /read }
                      risky: { method: GET, path: /risky, read-only: false }
                      write: { method: DELETE, path: /write }
                      search: { method: POST, path: /search, body: json, read-only: true }
                workspaces: { acme: { tenant: acme-corp } }
                access:
                  - { alias: files, service: files, secret: "memory:key", actions: ["*"], workspaces: { acme: {} } }
                """.formatted(url);
    }
}

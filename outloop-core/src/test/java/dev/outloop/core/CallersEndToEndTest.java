package dev.outloop.core;

import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.CallerToken;
import dev.outloop.TokenInfo;
import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.action.Effect;
import dev.outloop.error.ErrorCode;
import dev.outloop.identity.Caller;
import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.InMemoryVault;
import dev.outloop.testkit.fake.RecordingAuditSink;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.Reply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallersEndToEndTest {

    private static final int THREADS = 64;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String ACME = "acme: { tenant: acme-corp, path: acme }";
    private static final String GLOBEX = "globex: { tenant: globex-inc }";

    @TempDir
    Path directory;

    private final InMemoryVault vault = InMemoryVault.create();
    private LoopbackServer server;
    private OutloopBroker control;

    @BeforeEach
    void start() throws Exception {
        server = LoopbackServer.start();
        Files.createDirectory(directory.resolve("acme"));
        vault.put("memory:key", Canary.random("key"));
        server.answer(Reply.status(200, "ok"));
        control = OutloopBroker.builder()
                .config(config(ACME, GLOBEX))
                .vault("memory", vault)
                .auditSink(RecordingAuditSink.create())
                .build();
    }

    @AfterEach
    void stop() {
        control.close();
        server.close();
    }

    private BrokerConfig config(String... workspaces) throws ConfigException {
        StringBuilder grants = new StringBuilder();
        StringBuilder defined = new StringBuilder();
        for (String each : workspaces) {
            defined.append("  ").append(each).append('\n');
            grants.append(each, 0, each.indexOf(':')).append(": {}, ");
        }
        String yaml = """
                version: 1
                vaults: { memory: { backend: keystore, path: unused.p12 } }
                services:
                  files: { url: "http://127.0.0.1:PORT", credential: bearer, actions: { get: { method: GET, path: /get } } }
                workspaces:
                DEFINED
                access:
                  - { alias: files, service: files, secret: "memory:key", actions: ["*"], workspaces: { GRANTS } }
                """;
        return BrokerConfig.parse(
                yaml.replace("PORT", String.valueOf(server.port()))
                        .replace("DEFINED", defined)
                        .replace(", GRANTS", "")
                        .replace("GRANTS", grants.substring(0, grants.length() - 2)),
                directory);
    }

    private ActionResult ask(Caller caller) {
        return control.broker()
                .perform(ActionRequest.action(caller, "files", "get").build());
    }

    private static String text(CallerToken token) {
        return new String(token.value().toByteArray(InsecureSecretAccess.get()), StandardCharsets.US_ASCII);
    }

    private void requireRefused(Caller caller, ErrorCode code) {
        int vaultCalls = vault.leaseCalls();
        int connections = server.connections();
        assertThat(ask(caller)).isDeniedWith(code);
        assertThat(control.broker().actions(caller)).isEmpty();
        assertThat(vault.leaseCalls()).isEqualTo(vaultCalls);
        assertThat(server.connections()).isEqualTo(connections);
    }

    @Test
    void revocationEndsACallThatIsUnderWay() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        server.answer(request -> {
            asked.countDown();
            return Reply.nothing().thenHang();
        });
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (CallerToken token = control.issueToken("acme", "codex", HOUR)) {
            Caller caller = control.broker().authenticate(text(token)).orElseThrow();
            Future<ActionResult> running = thread.submit(() -> ask(caller));
            asked.await();

            assertThat(control.revokeToken(token.id())).isTrue();

            ActionResult result = running.get();
            assertThat(result).isFailedWith(ErrorCode.CALLER_NOT_RECOGNISED).hasEffect(Effect.UNKNOWN);
            assertThat(result.toString()).doesNotContain("tell the person who runs it");
            requireRefused(caller, ErrorCode.CALLER_NOT_RECOGNISED);
        } finally {
            thread.shutdownNow();
        }
    }

    @Test
    void revocationWhileTheVaultIsAskedKeepsTheRequestFromBeingSent() {
        try (CallerToken token = control.issueToken("acme", "codex", HOUR)) {
            Caller caller = control.broker().authenticate(text(token)).orElseThrow();
            vault.beforeAnswering(() -> control.revokeToken(token.id()));

            assertThat(ask(caller))
                    .isFailedWith(ErrorCode.CALLER_NOT_RECOGNISED)
                    .hasEffect(Effect.NONE);
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void onceRevocationReturnsNoneOfManyCallersIsServed() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (CallerToken token = control.issueToken("acme", "codex", HOUR)) {
            String text = text(token);
            CountDownLatch begun = new CountDownLatch(THREADS);
            List<Future<ActionResult>> ends = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                ends.add(threads.submit(() -> {
                    Caller caller = control.broker().authenticate(text).orElseThrow();
                    begun.countDown();
                    ActionResult result = ask(caller);
                    while (result instanceof ActionResult.Completed) {
                        result = ask(caller);
                    }
                    return result;
                }));
            }
            begun.await();

            control.revokeToken(token.id());

            for (Future<ActionResult> end : ends) {
                String code = end.get()
                        .match(
                                completed -> "completed",
                                denied -> denied.code().toString(),
                                pending -> "pending",
                                failed -> failed.code().toString());
                assertThat(code).isEqualTo("CALLER_NOT_RECOGNISED");
            }
            requireRefused(control.assertCaller("acme", "codex", directory), ErrorCode.WORKSPACE_MISMATCH);
            assertThat(control.broker().authenticate(text)).isEmpty();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aRotatedTokenWorksBesideTheNewOneForTheOverlap() {
        try (CallerToken old = control.issueToken("acme", "codex", HOUR);
                CallerToken next = control.rotateToken(old.id(), HOUR)) {
            assertThat(control.tokens()).extracting(TokenInfo::id).containsExactlyInAnyOrder(old.id(), next.id());
            for (CallerToken each : List.of(old, next)) {
                assertThat(ask(control.broker().authenticate(text(each)).orElseThrow()))
                        .isCompleted();
            }
            assertThatThrownBy(() -> control.rotateToken("none", HOUR)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aDirectoryNarrowsAToken() throws Exception {
        Path outside = Files.createDirectory(directory.resolve("outside"));
        Path inside = Files.createDirectory(directory.resolve("acme/inside"));
        try (CallerToken acme = control.issueToken("acme", "codex", HOUR);
                CallerToken globex = control.issueToken("globex", "codex", HOUR)) {
            assertThat(ask(control.broker().authenticate(text(acme), inside).orElseThrow()))
                    .isCompleted();
            requireRefused(
                    control.broker().authenticate(text(acme), outside).orElseThrow(), ErrorCode.WORKSPACE_MISMATCH);
            assertThat(ask(control.broker().authenticate(text(globex)).orElseThrow()))
                    .isCompleted();
            requireRefused(
                    control.broker().authenticate(text(globex), inside).orElseThrow(), ErrorCode.WORKSPACE_MISMATCH);
            assertThat(control.broker().authenticate("olt_x", inside)).isEmpty();
        }
    }

    @Test
    void aCallerEndsWithTheDefinitionOfItsWorkspace() throws Exception {
        Caller asserted = control.assertCaller("acme", "codex");
        try (CallerToken token = control.issueToken("acme", "codex", HOUR)) {
            Caller proven = control.broker().authenticate(text(token)).orElseThrow();
            control.reload(config(ACME, GLOBEX));
            assertThat(ask(asserted)).isCompleted();
            assertThat(ask(proven)).isCompleted();

            Files.createDirectory(directory.resolve("moved"));
            control.reload(config("acme: { tenant: acme-corp, path: moved }", GLOBEX));
            requireRefused(asserted, ErrorCode.CALLER_NOT_RECOGNISED);
            requireRefused(proven, ErrorCode.CALLER_NOT_RECOGNISED);
            assertThat(ask(control.broker().authenticate(text(token)).orElseThrow()))
                    .as("the same client in another folder")
                    .isCompleted();

            control.reload(config("acme: { tenant: globex-inc, path: moved }", GLOBEX));
            assertThat(control.broker().authenticate(text(token))).isEmpty();
            control.reload(config("acme: { tenant: acme-corp, path: moved }", GLOBEX));
            assertThat(control.broker().authenticate(text(token))).isEmpty();
            assertThat(control.tokens()).isEmpty();
        }
    }

    @Test
    void aCallerEndsWhenItsWorkspaceIsNotDefinedAnyMore() throws Exception {
        Caller asserted = control.assertCaller("acme", "codex");
        try (CallerToken token = control.issueToken("acme", "codex", HOUR)) {
            Caller proven = control.broker().authenticate(text(token)).orElseThrow();
            assertThat(ask(proven)).isCompleted();

            control.reload(config(GLOBEX));

            requireRefused(asserted, ErrorCode.CALLER_NOT_RECOGNISED);
            requireRefused(proven, ErrorCode.CALLER_NOT_RECOGNISED);
            assertThat(control.broker().authenticate(text(token))).isEmpty();
        }
    }

    @Test
    void aFolderThatAReloadNamesFirstIsApprovedAsItIs() throws Exception {
        Path globex = Files.createDirectory(directory.resolve("globex"));
        control.reload(config(ACME, "globex: { tenant: globex-inc, path: globex }"));
        Caller caller = control.assertCaller("globex", "codex", globex);
        assertThat(ask(caller)).isCompleted();

        Files.delete(globex);
        Files.createDirectory(globex);

        requireRefused(caller, ErrorCode.WORKSPACE_MISMATCH);
        control.reload(config(ACME, "globex: { tenant: globex-inc, path: globex }"));
        requireRefused(control.assertCaller("globex", "codex"), ErrorCode.WORKSPACE_MISMATCH);
        assertThat(control.folders().get(1).refusal()).isPresent();
        control.approveFolder("globex");
        assertThat(ask(control.assertCaller("globex", "codex", globex))).isCompleted();
    }

    @Test
    void noTokenIsForAnotherBroker() throws Exception {
        try (CallerToken token = control.issueToken("acme", "codex", HOUR);
                OutloopBroker other = OutloopBroker.builder()
                        .config(config(ACME, GLOBEX))
                        .vault("memory", InMemoryVault.create())
                        .auditSink(RecordingAuditSink.create())
                        .build()) {
            assertThat(control.broker().authenticate(text(token))).isPresent();
            assertThat(other.broker().authenticate(text(token))).isEmpty();
            Caller ours = control.broker().authenticate(text(token)).orElseThrow();
            assertThat(other.broker()
                            .perform(ActionRequest.action(ours, "files", "get").build()))
                    .isDeniedWith(ErrorCode.CALLER_NOT_RECOGNISED);
        }
    }
}

package dev.outloop.core;

import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.CallerToken;
import dev.outloop.TokenInfo;
import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.core.cases.Git;
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
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One broker after another over the same folder for state. */
class CallersRestartTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    Path directory;

    private LoopbackServer server;
    private InMemoryVault vault;
    private OutloopBroker control;

    @BeforeEach
    void begin() throws Exception {
        directory = directory.toRealPath();
        Files.createDirectory(directory.resolve("acme"));
        server = LoopbackServer.start();
        server.answer(Reply.status(200, "ok"));
        control = start("state");
    }

    @AfterEach
    void end() {
        control.close();
        server.close();
    }

    private OutloopBroker start(String state) throws Exception {
        String yaml = """
                version: 1
                vaults: { memory: { backend: keystore, path: unused.p12 } }
                services:
                  files: { url: "http://127.0.0.1:%d", credential: bearer, actions: { get: { method: GET, path: /get } } }
                workspaces: { acme: { tenant: acme-corp, path: acme } }
                access: [ { alias: files, service: files, secret: "memory:key", actions: ["*"], workspaces: { acme: {} } } ]
                state: { path: %s }
                """.formatted(server.port(), state);
        vault = InMemoryVault.create().put("memory:key", Canary.random("key"));
        return OutloopBroker.builder()
                .config(BrokerConfig.parse(yaml, directory))
                .vault("memory", vault)
                .auditSink(RecordingAuditSink.create())
                .build();
    }

    private void restart() throws Exception {
        control.close();
        control = start("state");
    }

    private ActionResult ask(Caller caller) {
        return control.broker()
                .perform(ActionRequest.action(caller, "files", "get").build());
    }

    private static String text(CallerToken token) {
        return new String(token.value().toByteArray(InsecureSecretAccess.get()), StandardCharsets.US_ASCII);
    }

    @Test
    void anAgentsTokenSurvivesTheBrokersRestart() throws Exception {
        CallerToken kept = control.issueToken("acme", "codex", HOUR);
        CallerToken revoked = control.issueToken("acme", "codex", HOUR);
        control.revokeToken(revoked.id());

        restart();

        assertThat(ask(control.broker().authenticate(text(kept)).orElseThrow())).isCompleted();
        assertThat(control.broker().authenticate(text(revoked))).isEmpty();
        assertThat(control.tokens()).extracting(TokenInfo::id).containsExactly(kept.id());
    }

    @Test
    void noFileOfStateOpensAnything() throws Exception {
        String text = text(control.issueToken("acme", "codex", HOUR));
        control.close();

        try (var files = Files.list(directory.resolve("state"))) {
            for (Path file : files.toList()) {
                assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
                assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
                        .doesNotContain(text.substring(4));
            }
        }
    }

    @Test
    void aTokenIsForTheBrokerWithThisStateAlone() throws Exception {
        String text = text(control.issueToken("acme", "codex", HOUR));
        try (OutloopBroker other = start("other")) {
            assertThat(control.broker().authenticate(text)).isPresent();
            assertThat(other.broker().authenticate(text)).isEmpty();
        }
        assertThatThrownBy(() -> start("state")).isInstanceOf(StartException.class);
    }

    @Test
    void aFolderThatWasMadeAgainMeanwhileIsRefusedUntilAPersonApprovesIt() throws Exception {
        assertThat(ask(control.assertCaller("acme", "codex"))).isCompleted();
        restart();
        assertThat(ask(control.assertCaller("acme", "codex"))).isCompleted();
        control.close();
        Files.delete(directory.resolve("acme"));
        Files.createDirectory(directory.resolve("acme"));

        control = start("state");

        assertThat(ask(control.assertCaller("acme", "codex"))).isDeniedWith(ErrorCode.WORKSPACE_MISMATCH);
        assertThat(vault.leaseCalls()).isZero();
        control.approveFolder("acme");
        restart();
        assertThat(ask(control.assertCaller("acme", "codex"))).isCompleted();
    }

    @Test
    void anApprovedWorktreeIsItsWorkspacesAfterARestart() throws Exception {
        Path worktree = Git.worktree(directory.resolve("acme"), directory.resolve("acme-wt"));
        assertThat(control.worktreeOf(worktree)).isEqualTo(Optional.of("acme"));
        control.approveWorktree("acme", worktree);

        restart();

        assertThat(ask(control.assertCaller("acme", "codex", worktree))).isCompleted();
        assertThat(control.removeWorktree("acme", worktree)).isTrue();
        restart();
        assertThat(ask(control.assertCaller("acme", "codex", worktree))).isDeniedWith(ErrorCode.WORKSPACE_MISMATCH);
    }
}

package dev.outloop.core;

import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.action.Effect;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Lease;
import dev.outloop.secret.Secret;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultRequest;
import dev.outloop.testkit.fake.RecordingAuditSink;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.Reply;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VaultThreadTest {

    private final AtomicReference<Thread> asked = new AtomicReference<>();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void onlyAVaultThatAnswersAtOnceIsAskedOnTheThreadOfTheCall(boolean atOnce) throws Exception {
        assertThat(performWith(
                        atOnce,
                        () -> Lease.of(Secret.copyOf("a-key-of-some-length".getBytes(StandardCharsets.US_ASCII)))))
                .isCompleted();
        assertThat(asked.get() == Thread.currentThread()).isEqualTo(atOnce);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void failuresReadTheSameOnEitherThread(boolean atOnce) throws Exception {
        assertThat(performWith(atOnce, () -> {
                    throw new VaultException(ErrorCode.VAULT_LOCKED, "unlock\u001b[2J it");
                }))
                .isFailedWith(ErrorCode.VAULT_LOCKED)
                .hasEffect(Effect.NONE)
                .satisfies(failed ->
                        assertThat(((ActionResult.Failed) failed).message()).isEqualTo("unlock [2J it"));
        assertThat(performWith(atOnce, () -> {
                    throw new IllegalStateException("planted");
                }))
                .isFailedWith(ErrorCode.VAULT_FAILED)
                .satisfies(failed ->
                        assertThat(((ActionResult.Failed) failed).message()).doesNotContain("planted"));
        assertThat(performWith(atOnce, () -> {
                    Lease lease = Lease.of(Secret.copyOf(new byte[20]));
                    lease.close();
                    return lease;
                }))
                .isFailedWith(ErrorCode.VAULT_FAILED);
    }

    private interface Answer {
        Lease lend() throws VaultException;
    }

    private ActionResult performWith(boolean atOnce, Answer answer) throws Exception {
        VaultBackend vault = new VaultBackend() {
            @Override
            public Lease lease(VaultRequest request) throws VaultException {
                asked.set(Thread.currentThread());
                return answer.lend();
            }

            @Override
            public boolean answersAtOnce() {
                return atOnce;
            }

            @Override
            public void close() {}
        };
        try (LoopbackServer server = LoopbackServer.start().answer(Reply.status(200, "ok"));
                OutloopBroker control = OutloopBroker.builder()
                        .config(BrokerConfig.parse(
                                configuration(server.url()), Path.of("").toAbsolutePath()))
                        .vault("memory", vault)
                        .auditSink(RecordingAuditSink.create())
                        .build()) {
            return control.broker()
                    .perform(ActionRequest.action(control.assertCaller("acme", "codex"), "files", "status")
                            .build());
        }
    }

    private static String configuration(String url) {
        return """
                version: 1
                vaults: { memory: { backend: keystore, path: unused.p12 } }
                services:
                  files:
                    url: "%s"
                    credential: bearer
                    actions: { status: { method: GET, path: /status } }
                workspaces: { acme: { tenant: acme-corp } }
                access:
                  - { alias: files, service: files, secret: "memory:key", actions: ["*"], workspaces: { acme: {} } }
                """.formatted(url);
    }
}

package dev.outloop.core;

import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.outloop.VaultHealth;
import dev.outloop.VaultHealth.State;
import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Lease;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultRequest;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.InMemoryVault;
import dev.outloop.testkit.fake.RecordingAuditSink;
import dev.outloop.testkit.fake.TestClock;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VaultHealthTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Canary key = Canary.random("key");
    private final InMemoryVault memory = InMemoryVault.create().put("memory:key", key);
    private final TestClock clock = TestClock.create();
    private final Checked checked = new Checked();
    private LoopbackServer server;
    private OutloopBroker control;

    @BeforeEach
    void start() throws Exception {
        server = LoopbackServer.start().answer(Reply.status(200, "ok"));
        control = OutloopBroker.builder()
                .config(BrokerConfig.parse(
                        configuration(server.url()), Path.of("").toAbsolutePath()))
                .vault("memory", memory)
                .vault("checked", checked)
                .auditSink(RecordingAuditSink.create())
                .clock(clock)
                .build();
    }

    @AfterEach
    void stop() {
        control.close();
        server.close();
    }

    @Test
    void whatWasNotAskedIsSaidToBeSo() {
        assertThat(control.health()).extracting(VaultHealth::vault).containsExactly("checked", "memory");
        assertThat(control.health()).allMatch(health -> health.state() == State.NOT_ASKED);
        assertThat(memory.leaseCalls()).isZero();
    }

    @Test
    void itFollowsWhatCallsFindOut() {
        perform();
        assertThat(of("memory").state()).isEqualTo(State.REACHABLE);
        assertThat(of("memory").nextStep()).isEmpty();

        Map<ErrorCode, State> states = Map.of(
                ErrorCode.VAULT_LOCKED, State.LOCKED,
                ErrorCode.VAULT_MISSING, State.MISSING,
                ErrorCode.VAULT_DENIED, State.UNAUTHORISED,
                ErrorCode.VAULT_TIMEOUT, State.UNREACHABLE,
                ErrorCode.VAULT_UNAVAILABLE, State.UNREACHABLE,
                ErrorCode.VAULT_UNTRUSTED, State.UNTRUSTED,
                ErrorCode.VAULT_FAILED, State.BROKEN,
                ErrorCode.SECRET_WITHHELD, State.REACHABLE);
        states.forEach((code, state) -> {
            control.invalidate("memory");
            memory.failWith(code);
            perform();
            assertThat(of("memory").state()).as("%s", code).isEqualTo(state);
        });
    }

    @Test
    void aStateKeepsItsBeginningAndTellsTheNextStepWithoutSecrets() {
        perform();
        clock.advance(Duration.ofHours(1));
        Instant locked = clock.instant();
        memory.beforeAnswering(() -> {
            throw new VaultException(ErrorCode.VAULT_LOCKED, "unlock it, not with " + key.text());
        });
        perform();
        clock.advance(Duration.ofHours(1));
        perform();
        assertThat(of("memory").since()).isEqualTo(locked);
        assertThat(of("memory").lastCode()).contains(ErrorCode.VAULT_LOCKED);
        assertThat(of("memory").nextStep()).isEqualTo("unlock it, not with [redacted]");

        memory.recover();
        perform();
        assertThat(of("memory").state()).isEqualTo(State.REACHABLE);
        assertThat(of("memory").lastCode()).contains(ErrorCode.VAULT_LOCKED);
        assertThat(of("memory")).hasToString("memory: REACHABLE (VAULT_LOCKED)");
    }

    @Test
    void aCheckAsksThoseThatCanBeAsked() {
        control.checkVaults(PATIENCE);
        assertThat(of("checked").state()).isEqualTo(State.REACHABLE);
        assertThat(of("memory").state()).isEqualTo(State.NOT_ASKED);
        checked.failure = new VaultException(ErrorCode.VAULT_LOCKED, "unlock it");
        assertThat(control.checkVaults(PATIENCE).get(0).nextStep()).isEqualTo("unlock it");
        checked.broken = true;
        assertThat(control.checkVaults(PATIENCE).get(0).state()).isEqualTo(State.BROKEN);
    }

    @Test
    void aCheckDoesNotWaitForAVaultThatHangs() {
        checked.hang = new CountDownLatch(1);
        assertThat(control.checkVaults(Duration.ofMillis(20)).get(0).state()).isEqualTo(State.NOT_ASKED);
        checked.hang.countDown();
    }

    @Test
    void anUnknownVaultIsNamedWithThoseThatThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> control.invalidate("nowhere"))
                .withMessageContaining("[checked, memory]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> control.invalidate(SecretRef.parse("nowhere:key")))
                .withMessageContaining("[checked, memory]");
    }

    @Test
    void invalidatingHasTheNextCallAskAnew() {
        perform();
        perform();
        assertThat(memory.leaseCalls()).isEqualTo(1);
        control.invalidate(SecretRef.parse("memory:key"));
        perform();
        assertThat(memory.leaseCalls()).isEqualTo(2);
        control.invalidate("memory");
        perform();
        assertThat(memory.leaseCalls()).isEqualTo(3);
    }

    @Test
    void everyVaultIsClosedAlsoIfOneThrows() throws Exception {
        int[] closed = {0};
        OutloopBroker.Builder builder = OutloopBroker.builder()
                .config(BrokerConfig.parse(
                        configuration(server.url()), Path.of("").toAbsolutePath()))
                .auditSink(RecordingAuditSink.create());
        for (String name : new String[] {"memory", "checked"}) {
            builder.vault(name, new Checked() {
                @Override
                public void close() {
                    closed[0]++;
                    throw new IllegalStateException("planted");
                }
            });
        }
        OutloopBroker broker = builder.build();
        assertThat(catchAll(broker::close)).isInstanceOf(IllegalStateException.class);
        assertThat(closed[0]).isEqualTo(2);
    }

    private static Throwable catchAll(Runnable work) {
        return org.assertj.core.api.Assertions.catchThrowable(work::run);
    }

    private VaultHealth of(String vault) {
        return control.health().stream()
                .filter(health -> health.vault().equals(vault))
                .findFirst()
                .orElseThrow();
    }

    private ActionResult perform() {
        return control.broker()
                .perform(ActionRequest.action(control.assertCaller("acme", "codex"), "files", "status")
                        .build());
    }

    private static String configuration(String url) {
        return """
                version: 1
                vaults:
                  memory: { backend: keystore, path: unused.p12, lease: { ttl: 1h }, calls: { retries: 0 } }
                  checked: { backend: keystore, path: unused.p12 }
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

    private static class Checked implements VaultBackend.Checking {
        volatile VaultException failure;
        volatile boolean broken;
        volatile CountDownLatch hang = new CountDownLatch(0);

        @Override
        public Lease lease(VaultRequest request) throws VaultException {
            throw new VaultException(ErrorCode.SECRET_NOT_FOUND, "it has none");
        }

        @Override
        public void check(Instant deadline) throws VaultException {
            try {
                hang.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (broken) {
                throw new IllegalStateException("planted");
            }
            if (failure != null) {
                throw failure;
            }
        }

        @Override
        public void close() {}
    }
}

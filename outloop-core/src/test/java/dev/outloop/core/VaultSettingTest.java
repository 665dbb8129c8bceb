package dev.outloop.core;

import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultStoreRequest;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.InMemoryVault;
import dev.outloop.testkit.fake.RecordingAuditSink;
import dev.outloop.testkit.fake.TestClock;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A vault's setting that lies in another vault")
class VaultSettingTest {

    private final Canary key = Canary.random("key");
    private final Canary phrase = Canary.random("phrase");
    private final InMemoryVault safe = InMemoryVault.create().put("safe:phrase", phrase);
    private final TestClock clock = TestClock.create();

    @TempDir
    Path directory;

    private LoopbackServer server;
    private OutloopBroker control;

    @BeforeEach
    void start() throws Exception {
        server = LoopbackServer.start().answer(Reply.status(200, "ok"));
        BrokerConfig config = BrokerConfig.parse(configuration(server.url()), directory);
        control = OutloopBroker.builder()
                .config(config)
                .vault("safe", safe)
                .auditSink(RecordingAuditSink.create())
                .clock(clock)
                .build();
        storeKey();
    }

    @AfterEach
    void stop() {
        control.close();
        assertThat(safe.openLeases()).isZero();
        server.close();
    }

    @Test
    void isLeasedOnceForManyReadings() throws Exception {
        List<FutureTask<ActionResult>> calls = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            FutureTask<ActionResult> call = new FutureTask<>(this::perform);
            calls.add(call);
            new Thread(call, "reader").start();
        }
        for (FutureTask<ActionResult> call : calls) {
            assertThat(call.get()).isCompleted();
        }
        assertThat(perform()).isCompleted();
        assertThat(safe.leaseCalls()).isEqualTo(1);
    }

    @Test
    void isFreshAfterTheOtherVaultWasInvalidated() {
        assertThat(perform()).isCompleted();
        safe.put("safe:phrase", Canary.random("changed"));
        assertThat(perform()).isCompleted();
        control.invalidate("safe");
        assertThat(perform()).isFailedWith(ErrorCode.VAULT_DENIED);
        assertThat(safe.leaseCalls()).isEqualTo(2);
    }

    @Test
    void isLeasedAnewAfterTheVaultRefusedIt() {
        safe.put("safe:phrase", Canary.random("wrong"));
        assertThat(perform()).isFailedWith(ErrorCode.VAULT_DENIED);
        safe.put("safe:phrase", phrase);
        assertThat(perform()).isCompleted();
        assertThat(safe.leaseCalls()).isEqualTo(2);
    }

    @Test
    void thatIsRefusedAgainAndAgainMakesNoStorm() {
        safe.put("safe:phrase", Canary.random("wrong"));
        for (int i = 0; i < 20; i++) {
            assertThat(perform()).isFailedWith(ErrorCode.VAULT_DENIED);
        }
        assertThat(safe.leaseCalls()).isEqualTo(2);
        clock.advance(Duration.ofSeconds(60));
        perform();
        assertThat(safe.leaseCalls()).isEqualTo(3);
    }

    @Test
    void failsAsTheOtherVaultFails() {
        safe.failWith(ErrorCode.VAULT_LOCKED);
        assertThat(perform()).isFailedWith(ErrorCode.VAULT_LOCKED);
    }

    private ActionResult perform() {
        return control.broker()
                .perform(ActionRequest.action(control.assertCaller("acme", "codex"), "files", "status")
                        .build());
    }

    /** Through a set of vaults without a broker, to which the phrase is lent without a cache. */
    private void storeKey() throws Exception {
        java.nio.file.Files.write(directory.resolve("phrase"), phrase.bytes());
        java.nio.file.Files.setPosixFilePermissions(
                directory.resolve("phrase"), java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        BrokerConfig config = BrokerConfig.parse(
                "version: 1\nvaults: { store: { backend: keystore, path: store.p12, passphrase-file: phrase } }\n",
                directory);
        try (VaultSet vaults = VaultSet.open(config, clock)) {
            VaultBackend.Storing store =
                    (VaultBackend.Storing) vaults.vault("store").orElseThrow();
            store.store(VaultStoreRequest.of(SecretRef.parse("store:key"), key.secret(), Instant.MAX));
        }
    }

    private static String configuration(String url) {
        return """
                version: 1
                vaults:
                  safe: { backend: keystore, path: unused.p12 }
                  store: { backend: keystore, path: store.p12, passphrase: "safe:phrase", lease: { ttl: 0s } }
                services:
                  files:
                    url: "%s"
                    credential: bearer
                    actions: { status: { method: GET, path: /status } }
                workspaces: { acme: { tenant: acme-corp } }
                access:
                  - { alias: files, service: files, secret: "store:key", actions: ["*"], workspaces: { acme: {} } }
                """.formatted(url);
    }
}

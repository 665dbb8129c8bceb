package dev.outloop.core.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.core.BrokerConfig;
import dev.outloop.core.OutloopBroker;
import dev.outloop.core.internal.admit.CallScope;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.InMemoryVault;
import dev.outloop.testkit.fake.RecordingAuditSink;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A service's file of certificates that was replaced")
class TrustReloadTest {

    @TempDir
    Path folder;

    @Test
    void countsFromTheReloadOnAlsoWhereTheDefinitionIsAsItWas() throws Exception {
        TlsServer good = new TlsServer(folder, "localhost", "-1d", 3);
        TlsServer other = new TlsServer(folder, "other.example.test", "-1d", 3);
        Path trust = Files.copy(good.pem, folder.resolve("trust.pem"));
        try (RawServer server = good.answering();
                OutloopBroker broker = OutloopBroker.builder()
                        .config(config(server.port()))
                        .vault("memory", InMemoryVault.create().put("memory:key", Canary.random("key")))
                        .auditSink(RecordingAuditSink.create())
                        .build()) {
            assertThat(call(broker)).isEqualTo("over TLS");
            Files.copy(other.pem, trust, StandardCopyOption.REPLACE_EXISTING);
            assertThat(call(broker)).as("before the reload").isEqualTo("over TLS");
            broker.reload(config(server.port()));
            assertThat(call(broker)).isEqualTo("UPSTREAM_UNTRUSTED");
        }
    }

    @Test
    void leavesAnExchangeThatRunsAloneAndKeepsNoConnectionOfIt() throws Exception {
        try (RawServer server = new RawServer(peer -> {
                    while (true) {
                        peer.request();
                        peer.send(RawServer.ok("whole"));
                    }
                });
                Rig rig = Rig.to(server)) {
            Received running = rig.exchange(rig.get("/"), new CallScope("c"));
            rig.upstream.connections().retire();
            assertThat(new String(running.body().readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("whole");
            running.body().close();
            assertThat(rig.open()).isZero();
        }
    }

    private BrokerConfig config(int port) throws Exception {
        return BrokerConfig.parse("""
                version: 1
                vaults: { memory: { backend: keystore, path: unused.p12 } }
                services:
                  files:
                    url: "https://localhost:PORT"
                    credential: bearer
                    network: { trust: trust.pem }
                    actions: { item: { method: GET, path: / } }
                workspaces: { acme: { tenant: acme-corp } }
                access:
                  - { alias: files, service: files, secret: "memory:key", actions: [item], workspaces: { acme: {} } }
                """.replace("PORT", String.valueOf(port)), folder);
    }

    private static String call(OutloopBroker broker) {
        ActionRequest request = ActionRequest.action(broker.assertCaller("acme", "codex"), "files", "item")
                .build();
        return broker.broker()
                .perform(request)
                .match(
                        ActionResult.Completed::bodyAsUtf8,
                        denied -> denied.code().name(),
                        pending -> "pending",
                        failed -> failed.code().name());
    }
}

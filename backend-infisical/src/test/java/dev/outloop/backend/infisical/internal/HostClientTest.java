package dev.outloop.backend.infisical.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.ActionRequest;
import dev.outloop.core.BrokerConfig;
import dev.outloop.core.OutloopBroker;
import dev.outloop.error.ErrorCode;
import dev.outloop.identity.Caller;
import dev.outloop.secret.Lease;
import dev.outloop.secret.Secret;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultRequest;
import dev.outloop.testkit.OutloopAssertions;
import dev.outloop.testkit.fake.RecordingAuditSink;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.Reply;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README says of hosts with a client of their own. */
class HostClientTest {

    /** As much of a vendor's client as is used: it has text, and exceptions that quote what they read. */
    interface Client {
        String read(String name);
    }

    /** A client that is not thread-safe, as a vault. */
    record ClientVault(Client client) implements VaultBackend {
        @Override
        public synchronized Lease lease(VaultRequest request) throws VaultException {
            try {
                return Lease.of(Secret.ofUtf8(
                        client.read(request.ref().segments().get(0)).toCharArray()));
            } catch (RuntimeException e) {
                throw new VaultException(ErrorCode.VAULT_UNAVAILABLE, "Infisical did not answer; see the host's log.");
            }
        }

        @Override
        public void close() {}
    }

    @Test
    void clientOfTheHostTakesThePlaceOfTheConfiguredVault(@TempDir Path directory) throws Exception {
        Client sdk = Map.of("KEY", "key-from-the-hosts-client")::get;
        try (LoopbackServer api = LoopbackServer.start()) {
            api.answer(Reply.status(200, "{}", "Content-Type: application/json"));
            String yaml = """
                    version: 1
                    vaults:
                      team: { backend: infisical }
                    services:
                      files:
                        url: "URL"
                        credential: { header: X-API-Key }
                        actions: { status: { method: GET, path: /status } }
                    workspaces:
                      acme: { tenant: acme-corp }
                    access:
                      - { alias: sync, service: files, secret: "team:KEY", actions: [status], workspaces: { acme: {} } }
                    audit: { path: audit }
                    """.replace("URL", api.url());
            try (OutloopBroker control = OutloopBroker.builder()
                    .config(BrokerConfig.parse(yaml, directory))
                    .vault("team", new ClientVault(sdk))
                    .auditSink(RecordingAuditSink.create())
                    .build()) {
                Caller caller = control.assertCaller("acme", "claude-code");
                OutloopAssertions.assertThat(control.broker()
                                .perform(ActionRequest.action(caller, "sync", "status")
                                        .build()))
                        .hasStatus(200);
            }
            assertThat(api.requests().get(0).header("X-API-Key")).contains("key-from-the-hosts-client");
        }
    }
}

package dev.outloop.backend.doppler.internal;

import static dev.outloop.testkit.OutloopAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionResult;
import dev.outloop.core.BrokerConfig;
import dev.outloop.core.OutloopBroker;
import dev.outloop.core.VaultSet;
import dev.outloop.secret.Secret;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultStoreRequest;
import dev.outloop.testkit.OutloopExtension;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(OutloopExtension.class)
@DisplayName("A broker with Doppler, by configuration alone")
class BrokerTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"one", "many"})
    void sendsASecretWhoseVaultsTokenLiesInAnotherVault(String fetch, LoopbackServer api, Canary key) throws Exception {
        try (FakeDoppler doppler = FakeDoppler.start()) {
            doppler.keep("API_KEY", key.text());
            api.answer(Reply.status(200, key.text() + " and " + doppler.serviceToken.text()));
            BrokerConfig config = BrokerConfig.load(configuration(doppler, api, fetch));
            keepToken(config, doppler.serviceToken);

            try (OutloopBroker control = OutloopBroker.builder().config(config).build()) {
                ActionResult result = control.broker()
                        .perform(ActionRequest.action(control.assertCaller("acme", "claude-code"), "sync", "status")
                                .build());

                assertThat(result)
                        .hasStatus(200)
                        .bodyContains("redacted")
                        .hides(key)
                        .hides(doppler.serviceToken);
            }
            assertThat(api.requests()).hasSize(1);
            assertThat(api.requests().get(0).headers("X-API-Key")).containsExactly(key.text());
            assertThat(doppler.server.requests()).hasSize(1);
        }
    }

    private Path configuration(FakeDoppler doppler, LoopbackServer api, String fetch) throws Exception {
        return Files.writeString(
                directory.resolve("outloop.yaml"), """
                version: 1
                vaults:
                  local: { backend: keystore, path: vault.p12 }
                  team: { backend: doppler, url: "%s", token: "local:doppler", fetch: %s }
                services:
                  files:
                    url: "%s"
                    credential: { header: X-API-Key }
                    actions: { status: { method: GET, path: /status } }
                workspaces: { acme: { tenant: acme-corp } }
                access:
                  - { alias: sync, service: files, secret: "team:API_KEY", actions: [status], runtimes: [claude-code], workspaces: { acme: {} } }
                audit: { path: audit }
                """.formatted(doppler.server.url(), fetch, api.url()));
    }

    private static void keepToken(BrokerConfig config, Canary token) throws Exception {
        try (VaultSet vaults = VaultSet.open(config, Clock.systemUTC());
                Secret secret = token.secret()) {
            VaultBackend.Storing local =
                    (VaultBackend.Storing) vaults.vault("local").orElseThrow();
            local.store(VaultStoreRequest.of(
                    SecretRef.parse("local:doppler"),
                    secret,
                    Clock.systemUTC().instant().plus(Duration.ofSeconds(30))));
        }
    }
}

package dev.outloop.backend.infisical.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.core.BrokerConfig;
import dev.outloop.core.VaultSet;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Lease;
import dev.outloop.secret.Secret;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultRequest;
import dev.outloop.spi.VaultStoreRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A configuration alone is enough, with the identity's secret in another vault. */
class ConfiguredTest {

    private static final String CONFIGURATION = """
            version: 1
            vaults:
              local: { backend: keystore, path: vault.p12 }
              team:
                backend: infisical
                url: "URL"
                project: "PROJECT"
                environment: dev
                path: /apps/agent
                NETWORK
                client-id: CLIENT
                client-secret: "local:infisical"
            audit: { path: audit }
            """;

    @Test
    void configuredVaultLendsWithTheSecretOfAnother(@TempDir Path directory) throws Exception {
        try (FakeInfisical infisical = new FakeInfisical()) {
            assertThat(lend(infisical, infisical.server.url(), "", directory)).isEqualTo("value-of-the-key");
        }
    }

    @Test
    void serverOfOnesOwnIsTrustedByItsOwnAuthorityAlone(@TempDir Path directory) throws Exception {
        OwnAuthority authority = new OwnAuthority(directory);
        try (FakeInfisical infisical = new FakeInfisical(authority.sockets())) {
            String url = "https://localhost:" + infisical.server.port();
            VaultException failure = Fixture.failure(() -> lend(infisical, url, "", directory));
            assertThat(failure.code()).isSameAs(ErrorCode.VAULT_UNTRUSTED);
            assertThat(infisical.server.requests()).isEmpty();

            assertThat(lend(infisical, url, "network: { trust: ca.pem }", directory))
                    .isEqualTo("value-of-the-key");
        }
    }

    private static String lend(FakeInfisical infisical, String url, String network, Path directory) throws Exception {
        Instant deadline = Instant.now().plusSeconds(60);
        infisical.keep("/apps/agent/crm", "KEY", "value-of-the-key");
        String yaml = CONFIGURATION
                .replace("URL", url)
                .replace("NETWORK", network)
                .replace("PROJECT", FakeInfisical.PROJECT)
                .replace("CLIENT", FakeInfisical.CLIENT_ID);
        try (VaultSet vaults = VaultSet.open(BrokerConfig.parse(yaml, directory), Clock.systemUTC());
                Secret clientSecret = infisical.clientSecret.secret()) {
            VaultBackend.Storing local =
                    (VaultBackend.Storing) vaults.vault("local").orElseThrow();
            local.store(VaultStoreRequest.of(SecretRef.parse("local:infisical"), clientSecret, deadline));

            VaultBackend team = vaults.vault("team").orElseThrow();
            assertThat(infisical.logIns).hasValue(0);
            try (Lease lease = team.lease(VaultRequest.of(SecretRef.parse("team:crm/KEY"), deadline))) {
                return new String(lease.secret().toByteArray(InsecureSecretAccess.get()), StandardCharsets.UTF_8);
            }
        }
    }
}

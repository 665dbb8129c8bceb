package dev.outloop.backend.infisical.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.core.BrokerConfig;
import dev.outloop.core.VaultSet;
import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Lease;
import dev.outloop.secret.Secret;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultBackend;
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
                client-id: CLIENT
                client-secret: "local:infisical"
            audit: { path: audit }
            """;

    @Test
    void configuredVaultLendsWithTheSecretOfAnother(@TempDir Path directory) throws Exception {
        Instant deadline = Instant.now().plusSeconds(60);
        try (FakeInfisical infisical = new FakeInfisical()) {
            infisical.keep("/apps/agent/crm", "KEY", "value-of-the-key");
            String yaml = CONFIGURATION
                    .replace("URL", infisical.server.url())
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
                    assertThat(lease.secret().toByteArray(InsecureSecretAccess.get()))
                            .isEqualTo("value-of-the-key".getBytes(StandardCharsets.UTF_8));
                }
            }
        }
    }
}

package dev.outloop.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.outloop.action.NetworkRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A vault's {@code network}, from YAML and from Java. */
class VaultNetworkTest {

    @TempDir
    Path directory;

    @Test
    void isReadFromYamlAndIsNoSettingOfTheBackend() throws Exception {
        Path trust = Files.writeString(directory.resolve("ca.pem"), "-----BEGIN CERTIFICATE-----\n");
        VaultDefinition vault = BrokerConfig.parse("""
                        version: 1
                        vaults:
                          team:
                            backend: 1password
                            url: "https://connect.example.com"
                            network: { allow: ["10.0.0.0/8", "fd00::/8"], trust: ca.pem }
                        """, directory).vaults().get(0);

        assertThat(vault.network().allowedNetworks()).containsExactly("10.0.0.0/8", "fd00::/8");
        assertThat(vault.network().trustedCertificates()).contains(trust);
        assertThat(vault.settings()).isEqualTo(Map.of("url", "https://connect.example.com"));
    }

    @Test
    void isHarmlessWhereABackendHasNoServer() throws Exception {
        BrokerConfig config = BrokerConfig.parse("""
                version: 1
                vaults: { local: { backend: keystore, path: v.p12, network: { allow: ["10.0.0.0/8"] } } }
                """, directory);

        try (VaultSet vaults = VaultSet.open(config, Clock.systemUTC())) {
            assertThat(vaults.vault("local")).isPresent();
        }
    }

    @Test
    void isCheckedWhenItComesFromJavaToo() {
        NetworkRule wrong =
                NetworkRule.publicInternet().allowing(List.of("10.0.0.1/8")).trusting(directory.resolve("none.pem"));
        ConfigException refusal = catchThrowableOfType(
                ConfigException.class,
                () -> BrokerConfig.builder(directory)
                        .vault(VaultDefinition.builder("team", "1password")
                                .network(wrong)
                                .build())
                        .build());

        assertThat(refusal.problems())
                .extracting(ConfigProblem::key)
                .containsExactly("vaults.team.network.allow", "vaults.team.network.trust");
    }
}

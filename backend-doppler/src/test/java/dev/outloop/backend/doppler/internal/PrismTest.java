package dev.outloop.backend.doppler.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.NetworkRule;
import dev.outloop.core.VaultHttpPorts;
import dev.outloop.error.ErrorCode;
import dev.outloop.testkit.RequireCounterpart;
import dev.outloop.testkit.fake.TestVaultContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The vendor's OpenAPI document in a mock that refuses what it does not allow, and answers with its examples. */
@RequireCounterpart("node")
@DisplayName("By Doppler's own specification")
class PrismTest {

    @TempDir
    private static Path directory;

    private static @Nullable Prism prism;

    @BeforeAll
    static void start() throws Exception {
        prism = Prism.start(directory);
    }

    @AfterAll
    static void end() throws Exception {
        if (prism != null) {
            prism.close();
        }
    }

    @Test
    void oneSecretIsAskedForAndRead() throws Exception {
        try (OpenDoppler vault = new OpenDoppler(context())) {
            assertThat(vault.lend("DATABASE")).isEqualTo("brian@aws.dynamodb.com:9876");
            // The example is of that name, whatever was asked for.
            vault.requireFailure(ErrorCode.VAULT_FAILED, "STRIPE");
        }
    }

    @Test
    void aConfigIsDownloadedAndRead() throws Exception {
        try (OpenDoppler vault = new OpenDoppler(context().with("fetch", "many"))) {
            assertThat(vault.lend("STRIPE")).isEqualTo("sk_test_9YxLnoLDdvOPn2dfjBVPB");
            assertThat(vault.lend("ALGOLIA")).isEqualTo("N9TOPUCTO");
            assertThat(vault.lend("DATABASE")).isEqualTo("brian@aws.dynamodb.com:9876");
        }
    }

    @Test
    void namesAreListed() throws Exception {
        try (OpenDoppler vault = new OpenDoppler(context())) {
            assertThat(vault.list().stream().map(ref -> ref.path()))
                    .isEqualTo(List.of("STRIPE", "ALGOLIA", "DATABASE", "USER"));
        }
    }

    @Test
    void theTokenIsChecked() throws Exception {
        try (OpenDoppler vault = new OpenDoppler(context())) {
            vault.check();
        }
    }

    /** The document requires what a service token implies; that the mock says so shows that it looks. */
    @Test
    void aRequestWithoutAConfigIsRefused() throws Exception {
        for (String fetch : List.of("one", "many")) {
            TestVaultContext context =
                    base().withSecret("token", bytes("dp.st.dev.token")).with("fetch", fetch);
            try (OpenDoppler vault = new OpenDoppler(context)) {
                vault.requireFailure(ErrorCode.VAULT_FAILED, "DATABASE");
            }
        }
    }

    private static TestVaultContext context() {
        return base().withSecret("token", bytes("dp.pt.token"))
                .with("project", "shop")
                .with("config", "dev");
    }

    private static TestVaultContext base() {
        Clock clock = Clock.systemUTC();
        return TestVaultContext.of("doppler", directory, clock)
                .with("url", prism.url())
                .withHttp(url -> VaultHttpPorts.open("doppler", url, NetworkRule.publicInternet(), clock));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

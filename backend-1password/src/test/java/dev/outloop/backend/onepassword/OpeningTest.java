package dev.outloop.backend.onepassword;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultBackendProvider;
import dev.outloop.spi.VaultException;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.TestClock;
import dev.outloop.testkit.fake.TestVaultContext;
import dev.outloop.testkit.net.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ServiceLoader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A vault")
class OpeningTest {

    private final Canary token = Canary.random("connect-token");

    private static VaultException refusal(TestVaultContext context) {
        VaultException refusal = catchThrowableOfType(
                VaultException.class, () -> TestVault.open(context).close());
        assertThat(refusal).isNotNull();
        return refusal;
    }

    @Test
    void isFoundByTheNameOfItsBackend() {
        assertThat(ServiceLoader.load(VaultBackendProvider.class).stream()
                        .map(ServiceLoader.Provider::get)
                        .filter(provider -> provider.name().equals("1password")))
                .hasExactlyElementsOfTypes(OnePasswordProvider.class);
    }

    @Test
    void needsUrlAndToken() throws Exception {
        try (TestVault vault = TestVault.open()) {
            TestVaultContext none = TestVaultContext.of("team", Path.of(""), vault.clock);
            String url = vault.connect.server.url();
            assertThat(refusal(none.withSecret("token", token.bytes()))).hasMessageContaining("setting url");
            assertThat(refusal(none.with("url", url))).hasMessageContaining("setting token");
            assertThat(refusal(none.with("url", url).with("token", token.text())))
                    .hasMessageContaining("[token]")
                    .hasMessageContaining("reference")
                    .hasMessageNotContaining(token.text());
            assertThat(refusal(none.withSecret("url", url.getBytes()).withSecret("token", token.bytes())))
                    .hasMessageContaining("[url]");
            assertThat(vault.requests()).isZero();
        }
    }

    @Test
    void speaksPlainHttpToThisMachineAlone() {
        VaultException refusal =
                refusal(TestVault.context("http://connect.example.com:8080", token, TestClock.create()));
        assertThat(refusal.code()).isSameAs(ErrorCode.VAULT_FAILED);
    }

    @Test
    void isAskedNothingWhenItIsOpened() throws Exception {
        try (TestVault vault = TestVault.open()) {
            assertThat(vault.connect.server.connections()).isZero();
        }
    }

    @Test
    void isHealthyIfTheServerIsThereAndTheTokenSeesAVault() throws Exception {
        try (TestVault vault = TestVault.open()) {
            vault.connect.vault("v");
            vault.backend.check(vault.clock.in(Duration.ofSeconds(30)));
            assertThat(vault.connect.asked()).containsExactly("/heartbeat", "/v1/vaults");
            assertThat(vault.connect.server.requests().get(0).header("Authorization"))
                    .isEmpty();
        }
    }

    @Test
    void saysWhyItIsNotHealthy() throws Exception {
        try (TestVault vault = TestVault.open()) {
            assertThat(ill(vault)).hasMessageContaining("no 1Password vault");
            assertThat(ill(vault).code()).isSameAs(ErrorCode.VAULT_DENIED);
            vault.connect.accept("another-token");
            assertThat(ill(vault).code()).isSameAs(ErrorCode.VAULT_DENIED);
            vault.connect.server.enqueue(Reply.status(404, ""));
            assertThat(ill(vault).code()).isSameAs(ErrorCode.VAULT_FAILED);
            vault.connect.server.enqueue(Reply.status(503, ""));
            assertThat(ill(vault).code()).isSameAs(ErrorCode.VAULT_UNAVAILABLE);
            vault.connect.close();
            assertThat(ill(vault).code()).isSameAs(ErrorCode.VAULT_UNAVAILABLE);
            vault.backend.close();
            assertThat(ill(vault)).hasMessageContaining("closed");
        }
    }

    private static VaultException ill(TestVault vault) {
        VaultException failure = catchThrowableOfType(
                VaultException.class, () -> vault.backend.check(vault.clock.in(Duration.ofSeconds(30))));
        assertThat(failure).isNotNull();
        return failure;
    }
}

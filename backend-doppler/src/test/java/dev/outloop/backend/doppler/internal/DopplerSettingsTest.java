package dev.outloop.backend.doppler.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.backend.doppler.DopplerProvider;
import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultBackendProvider;
import dev.outloop.spi.VaultException;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.TestClock;
import dev.outloop.testkit.fake.TestVaultContext;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Doppler's settings")
class DopplerSettingsTest {

    private final TestVaultContext empty = TestVaultContext.of("team", Path.of("."), TestClock.create());
    private final TestVaultContext sound =
            empty.withSecret("token", Canary.random("dp.st.dev").bytes());

    @Test
    void areReadByTheProviderThatTheNameLeadsTo() {
        assertThat(ServiceLoader.load(VaultBackendProvider.class))
                .filteredOn(provider -> provider.name().equals("doppler"))
                .singleElement()
                .isInstanceOf(DopplerProvider.class);
    }

    @Test
    void haveDefaultsForAllButTheToken() throws Exception {
        DopplerSettings settings = DopplerSettings.of(sound);

        assertThat(settings.url()).isEqualTo("https://api.doppler.com");
        assertThat(settings.config()).isEmpty();
        assertThat(settings.downloads()).isFalse();
    }

    @Test
    void areAllRead() throws Exception {
        DopplerSettings settings = DopplerSettings.of(sound.with("url", "http://127.0.0.1:1")
                .with("project", "shop")
                .with("config", "dev")
                .with("fetch", "many"));

        assertThat(settings.url()).isEqualTo("http://127.0.0.1:1");
        assertThat(settings.config()).contains(new ConfigName("shop", "dev"));
        assertThat(settings.downloads()).isTrue();
    }

    @Test
    void withoutATokenAreRefused() {
        requireRefused(empty, "the setting token is missing");
    }

    @Test
    void withATokenInPlainTextAreRefusedWithoutQuotingIt() {
        Canary token = Canary.random("dp.st.dev");
        VaultException refusal = requireRefused(empty.with("token", token.text()), "the setting token is missing");
        assertThat(token.isFoundIn(refusal.toString())).isFalse();
    }

    @Test
    void thatAreUnknownAreNamedWithoutTheirValues() {
        Canary value = Canary.random("value");
        VaultException refusal = requireRefused(
                sound.with("projekt", value.text()).withSecret("my-password", value.bytes()),
                "no setting [my-password, projekt]");
        assertThat(value.isFoundIn(refusal.toString())).isFalse();
    }

    @Test
    void nameProjectAndConfigTogether() {
        requireRefused(sound.with("project", "shop"), "project and config are given together");
        requireRefused(sound.with("config", "dev"), "project and config are given together");
    }

    @Test
    void haveTwoWaysToFetch() {
        requireRefused(sound.with("fetch", "all"), "the setting fetch is one or many");
    }

    private static VaultException requireRefused(TestVaultContext context, String sentence) {
        VaultException refusal = OpenDoppler.requireFailure(
                ErrorCode.VAULT_FAILED,
                () -> new DopplerProvider().open(context).close());
        assertThat(refusal).hasMessageContaining("team").hasMessageContaining(sentence);
        return refusal;
    }
}

package dev.outloop.backend.keychain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultBackendProvider;
import dev.outloop.spi.VaultException;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.TestClock;
import dev.outloop.testkit.fake.TestVaultContext;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class KeychainProviderTest {

    @TempDir
    private Path directory;

    private final Canary value = Canary.random("setting");

    private TestVaultContext context() {
        return TestVaultContext.of("os", directory, TestClock.create());
    }

    private ThrowableAssertAlternative<VaultException> refuses(String operatingSystem, TestVaultContext context) {
        return assertThatExceptionOfType(VaultException.class)
                .isThrownBy(() ->
                        new KeychainProvider(operatingSystem).open(context).close())
                .satisfies(e -> assertThat(e.code()).isSameAs(ErrorCode.VAULT_UNAVAILABLE))
                .satisfies(e -> assertThat(value.isFoundIn(e.getMessage())).isFalse());
    }

    @Test
    void isFoundAsAService() {
        assertThat(ServiceLoader.load(VaultBackendProvider.class))
                .anySatisfy(provider -> assertThat(provider).isInstanceOf(KeychainProvider.class));
    }

    @Test
    void otherSystemsAreRefusedWhenOpened() {
        refuses("Windows 11", context()).withMessageContaining("keystore");
        refuses("", context()).withMessageContaining("macOS and Linux");
    }

    @Test
    void settingsOfTheOtherSystemAreRefusedByName() {
        refuses("Mac OS X", context().with("bus", value.text())).withMessageContaining("[bus]");
        refuses("Mac OS X", context().with("collection", value.text())).withMessageContaining("[collection]");
        refuses("Linux", context().with("keychain", value.text())).withMessageContaining("[keychain]");
        refuses("Linux", context().withSecret("token", value.bytes())).withMessageContaining("[token]");
    }

    @Test
    void wrongValuesAreRefusedByNameAndNotRepeated() {
        refuses("Linux", context().with("service", value.text() + " x")).withMessageContaining("service");
        refuses("Linux", context().with("service", "")).withMessageContaining("service");
        refuses("Linux", context().with("prompt", value.text())).withMessageContaining("prompt");
        refuses("Linux", context().with("collection", value.text() + ".")).withMessageContaining("collection");
    }

    @Test
    @DisabledOnOs(OS.MAC)
    void missingNativePartIsSaidWhenOpened() {
        refuses("Mac OS X", context()).withMessageContaining("net.java.dev.jna:jna");
    }

    @Test
    void opensWithoutLookingForABus() throws Exception {
        new KeychainProvider("Linux")
                .open(context().with("bus", "unix:path=/nowhere"))
                .close();
    }
}

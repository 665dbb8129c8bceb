package dev.outloop.backend.keychain.internal.secretservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.outloop.backend.keychain.internal.KeychainSettings;
import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultException;
import dev.outloop.testkit.fake.TestClock;
import dev.outloop.testkit.fake.TestVaultContext;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BusSourceTest {

    private static final Map<String, String> SESSION =
            Map.of("DBUS_SESSION_BUS_ADDRESS", "tcp:host=localhost", "XDG_RUNTIME_DIR", "/run/user/1000");

    private static BusSource source(Map<String, String> environment, String... bus) throws VaultException {
        TestVaultContext context = TestVaultContext.of("os", Path.of("").toAbsolutePath(), TestClock.create());
        TestVaultContext with = bus.length == 0 ? context : context.with("bus", bus[0]);
        return BusSource.of(KeychainSettings.of(with, SecretServiceKeychain.settings()), environment);
    }

    private static void fails(BusSource source, String words) {
        assertThatExceptionOfType(VaultException.class)
                .isThrownBy(source::address)
                .satisfies(e -> assertThat(e.code()).isSameAs(ErrorCode.VAULT_UNAVAILABLE))
                .withMessageContaining(words);
    }

    @Test
    void withoutASessionThereIsNoBus() throws Exception {
        fails(source(Map.of()), "DBUS_SESSION_BUS_ADDRESS is not set");
    }

    @Test
    void settingComesBeforeTheSessionsAddressAndThatBeforeTheUsualPlace() throws Exception {
        fails(source(SESSION), "no unix:path=");
        assertThatCode(() -> source(SESSION, "unix:path=/tmp/bus").address()).doesNotThrowAnyException();
        assertThatCode(() -> source(Map.of("XDG_RUNTIME_DIR", "/run/user/1000")).address())
                .doesNotThrowAnyException();
    }
}

package dev.outloop.core.internal.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.core.internal.config.ConfiguredVault;
import dev.outloop.core.internal.dispatch.NameResolver;
import dev.outloop.error.ErrorCode;
import dev.outloop.spi.SpiVersion;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultBackendProvider;
import dev.outloop.spi.VaultContext;
import dev.outloop.spi.VaultException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class VaultOpenerTest {

    @Test
    void whatAProviderThrowsAgainstItsContractIsNotRepeated() {
        for (Supplier<VaultBackend> broken : List.<Supplier<VaultBackend>>of(
                () -> {
                    throw new IllegalArgumentException("cannot use sk-planted");
                },
                () -> {
                    throw new UnsatisfiedLinkError("no libplanted");
                },
                () -> null)) {
            VaultOpener opener = opener(broken);
            assertThatThrownBy(() -> opener.open(new ConfiguredVault("safe", "planned", Map.of(), Map.of())))
                    .isInstanceOfSatisfying(VaultException.class, failure -> {
                        assertThat(failure.code()).isEqualTo(ErrorCode.VAULT_FAILED);
                        assertThat(failure)
                                .hasMessageContaining("'planned'")
                                .hasMessageContaining("safe")
                                .hasMessageNotContaining("planted");
                    });
            assertThat(opener.opened()).isEmpty();
        }
    }

    private static VaultOpener opener(Supplier<VaultBackend> opened) {
        VaultBackendProvider provider = new VaultBackendProvider() {
            @Override
            public String name() {
                return "planned";
            }

            @Override
            public SpiVersion spiVersion() {
                return SpiVersion.CURRENT;
            }

            @Override
            public VaultBackend open(VaultContext context) {
                return opened.get();
            }
        };
        return new VaultOpener(
                new VaultProviders(List.of(provider)),
                Path.of("").toAbsolutePath(),
                Clock.systemUTC(),
                NameResolver.system(),
                Map.of(),
                null,
                (setting, secret) -> {});
    }
}

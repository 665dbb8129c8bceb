package dev.outloop.backend.keychain.internal.macos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.backend.keychain.internal.KeychainBackend;
import dev.outloop.backend.keychain.internal.KeychainSettings;
import dev.outloop.spi.SpiVersion;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultBackendProvider;
import dev.outloop.spi.VaultContext;
import dev.outloop.spi.VaultException;
import dev.outloop.testkit.contract.VaultDeletingContract;
import dev.outloop.testkit.contract.VaultListingContract;
import dev.outloop.testkit.contract.VaultStoringContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The macOS keychain behind its seam")
class MacKeychainContractTest implements VaultStoringContract, VaultDeletingContract, VaultListingContract {

    private final FakeMac mac = new FakeMac();

    @Override
    public VaultBackendProvider provider() {
        return new VaultBackendProvider() {
            @Override
            public String name() {
                return "keychain";
            }

            @Override
            public SpiVersion spiVersion() {
                return SpiVersion.CURRENT;
            }

            @Override
            public VaultBackend open(VaultContext context) throws VaultException {
                KeychainSettings settings = KeychainSettings.of(context, MacKeychain.settings());
                return new KeychainBackend(context, new MacKeychain(mac, settings.service(), settings.prompt()));
            }
        };
    }

    /** Nothing is released twice, or the fake would have said so. */
    @AfterEach
    void everythingIsReleasedAndOverwritten() {
        assertThat(mac.objects.left()).isZero();
        assertThat(mac.objects.freedData())
                .allSatisfy(bytes -> assertThat(bytes).containsOnly(0));
        assertThat(mac.interactionAllowed()).isTrue();
    }
}

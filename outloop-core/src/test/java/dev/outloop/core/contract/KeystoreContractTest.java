package dev.outloop.core.contract;

import dev.outloop.core.internal.keystore.KeystoreProvider;
import dev.outloop.spi.VaultBackendProvider;
import dev.outloop.testkit.contract.VaultDeletingContract;
import dev.outloop.testkit.contract.VaultListingContract;
import dev.outloop.testkit.contract.VaultStoringContract;
import dev.outloop.testkit.fake.TestVaultContext;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The keystore keeps the contract of a vault")
class KeystoreContractTest implements VaultStoringContract, VaultDeletingContract, VaultListingContract {

    @Override
    public VaultBackendProvider provider() {
        return new KeystoreProvider();
    }

    @Override
    public TestVaultContext configure(TestVaultContext context) {
        return context.with("path", "vault.p12");
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(30);
    }
}

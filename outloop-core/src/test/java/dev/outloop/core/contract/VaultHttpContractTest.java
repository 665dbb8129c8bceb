package dev.outloop.core.contract;

import dev.outloop.spi.VaultBackendProvider;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A small vault over the port keeps the contract of vaults over HTTP")
class VaultHttpContractTest implements TokenVaultContract {

    @Override
    public VaultBackendProvider provider() {
        return TokenVault.provider(TokenVault::new);
    }
}

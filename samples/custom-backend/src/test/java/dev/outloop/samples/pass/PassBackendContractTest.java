package dev.outloop.samples.pass;

import dev.outloop.spi.VaultBackendProvider;
import dev.outloop.testkit.RequireCounterpart;
import dev.outloop.testkit.contract.VaultDeletingContract;
import dev.outloop.testkit.contract.VaultListingContract;
import dev.outloop.testkit.contract.VaultStoringContract;
import dev.outloop.testkit.fake.TestVaultContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract of vaults, against the real program. */
@RequireCounterpart({"pass", "gpg"})
class PassBackendContractTest implements VaultStoringContract, VaultDeletingContract, VaultListingContract {

    private static PassStore store;

    @BeforeAll
    static void createStore() throws Exception {
        store = PassStore.create("");
    }

    @AfterAll
    static void removeStore() throws Exception {
        store.close();
    }

    @Override
    public VaultBackendProvider provider() {
        return new PassBackend.Provider();
    }

    @Override
    public TestVaultContext configure(TestVaultContext context) {
        return store.configure(context);
    }
}

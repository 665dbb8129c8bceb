package dev.outloop.backend.keychain.internal.secretservice;

import dev.outloop.backend.keychain.KeychainProvider;
import dev.outloop.spi.VaultBackendProvider;
import dev.outloop.testkit.RequireCounterpart;
import dev.outloop.testkit.contract.VaultDeletingContract;
import dev.outloop.testkit.contract.VaultListingContract;
import dev.outloop.testkit.contract.VaultStoringContract;
import dev.outloop.testkit.fake.TestVaultContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The Secret Service of a real gnome-keyring")
@RequireCounterpart({"dbus-daemon", "gnome-keyring-daemon"})
class SecretServiceContractTest implements VaultStoringContract, VaultDeletingContract, VaultListingContract {

    private static PrivateSession session;

    @BeforeAll
    static void startSession() throws Exception {
        session = PrivateSession.withKeyring();
    }

    @AfterAll
    static void endSession() throws Exception {
        session.close();
    }

    @Override
    public VaultBackendProvider provider() {
        return new KeychainProvider();
    }

    @Override
    public TestVaultContext configure(TestVaultContext context) {
        return session.configure(context);
    }
}

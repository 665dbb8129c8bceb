package dev.outloop.backend.keychain.internal.macos;

import dev.outloop.backend.keychain.KeychainProvider;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultBackendProvider;
import dev.outloop.spi.VaultRequest;
import dev.outloop.testkit.contract.VaultDeletingContract;
import dev.outloop.testkit.contract.VaultListingContract;
import dev.outloop.testkit.contract.VaultStoringContract;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.TestClock;
import dev.outloop.testkit.fake.TestVaultContext;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The login keychain of a real Mac, under a service name of its own")
@EnabledOnOs(OS.MAC)
class MacKeychainOnMacTest implements VaultStoringContract, VaultDeletingContract, VaultListingContract {

    private static final String SERVICE = Canary.random("outloop-test").text();

    @TempDir
    private static Path directory;

    @Override
    public VaultBackendProvider provider() {
        return new KeychainProvider();
    }

    @Override
    public TestVaultContext configure(TestVaultContext context) {
        return context.with("service", SERVICE);
    }

    @AfterAll
    static void removeItems() throws Exception {
        TestClock clock = TestClock.create();
        TestVaultContext context = TestVaultContext.of("os", directory, clock).with("service", SERVICE);
        try (VaultBackend vault = new KeychainProvider().open(context)) {
            for (SecretRef ref : ((VaultBackend.Listing) vault).list(clock.in(Duration.ofMinutes(1)))) {
                ((VaultBackend.Deleting) vault).delete(VaultRequest.of(ref, clock.in(Duration.ofMinutes(1))));
            }
        }
    }
}

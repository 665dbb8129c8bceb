package dev.outloop.benchmarks;

import dev.outloop.core.BrokerConfig;
import dev.outloop.core.VaultSet;
import dev.outloop.secret.Lease;
import dev.outloop.secret.Secret;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultRequest;
import dev.outloop.spi.VaultStoreRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;

/** One look-up in the built-in keystore. */
final class KeystoreArm implements Arm {

    private static final SecretRef REF = SecretRef.parse("local:key");

    private final Clock clock = Clock.systemUTC();
    private final VaultSet vaults;
    private final VaultBackend keystore;

    KeystoreArm(Path directory) throws Exception {
        vaults = VaultSet.open(
                BrokerConfig.parse(
                        "version: 1\nvaults: { local: { backend: keystore, path: vault.p12 } }\n", directory),
                clock);
        keystore = vaults.vault("local").orElseThrow();
        try (Secret value = Secret.copyOf(BrokeredArm.KEY.getBytes(StandardCharsets.US_ASCII))) {
            ((VaultBackend.Storing) keystore)
                    .store(VaultStoreRequest.of(REF, value, clock.instant().plus(Duration.ofSeconds(10))));
        }
    }

    @Override
    public void call() throws Exception {
        try (Lease lease = keystore.lease(VaultRequest.of(REF, clock.instant().plus(Duration.ofSeconds(10))))) {
            if (lease.secret().isClosed()) {
                throw new IllegalStateException("the lease came closed");
            }
        }
    }

    @Override
    public void close() {
        vaults.close();
    }
}

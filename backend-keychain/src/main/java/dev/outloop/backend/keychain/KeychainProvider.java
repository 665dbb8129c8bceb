package dev.outloop.backend.keychain;

import dev.outloop.backend.keychain.internal.Keychain;
import dev.outloop.backend.keychain.internal.KeychainBackend;
import dev.outloop.backend.keychain.internal.KeychainSettings;
import dev.outloop.backend.keychain.internal.macos.MacKeychain;
import dev.outloop.backend.keychain.internal.secretservice.SecretServiceKeychain;
import dev.outloop.error.ErrorCode;
import dev.outloop.spi.SpiVersion;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultBackendProvider;
import dev.outloop.spi.VaultContext;
import dev.outloop.spi.VaultException;

/**
 * Opens {@code keychain} vaults: the Keychain of macOS, the Secret Service of Linux. Settings: {@code service},
 * {@code prompt}; on Linux also {@code collection} and {@code bus}. On other systems it refuses to open.
 */
public final class KeychainProvider implements VaultBackendProvider {

    private final String operatingSystem;

    /** For {@link java.util.ServiceLoader}. */
    public KeychainProvider() {
        this(System.getProperty("os.name", ""));
    }

    KeychainProvider(String operatingSystem) {
        this.operatingSystem = operatingSystem;
    }

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
        return new KeychainBackend(context, keychain(context));
    }

    private Keychain keychain(VaultContext context) throws VaultException {
        if (operatingSystem.equals("Linux")) {
            KeychainSettings settings = KeychainSettings.of(context, SecretServiceKeychain.settings());
            return SecretServiceKeychain.of(settings, System.getenv());
        }
        if (operatingSystem.startsWith("Mac")) {
            return MacKeychain.of(KeychainSettings.of(context, MacKeychain.settings()));
        }
        throw new VaultException(
                ErrorCode.VAULT_UNAVAILABLE,
                "the vault " + context.vaultName() + " cannot be opened: keychain is for macOS and Linux; use the"
                        + " backend keystore here");
    }
}

package dev.outloop.backend.doppler;

import dev.outloop.backend.doppler.internal.DopplerBackend;
import dev.outloop.spi.SpiVersion;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultBackendProvider;
import dev.outloop.spi.VaultContext;
import dev.outloop.spi.VaultException;

/**
 * Opens <a href="https://www.doppler.com">Doppler</a> vaults under the name {@code doppler}: {@code v:NAME} is a secret of
 * the configured config, {@code v:PROJECT/CONFIG/NAME} one of any config that the token may read.
 *
 * <p>Settings: {@code token}, a reference to a service, service account or personal token in another vault (required);
 * {@code project} and {@code config}, both or neither, which a service token implies; {@code fetch}, {@code one} (default)
 * or {@code many}; {@code url}, {@code https://api.doppler.com} if absent. Thread-safe.
 */
public final class DopplerProvider implements VaultBackendProvider {

    /** For {@link java.util.ServiceLoader}. */
    public DopplerProvider() {}

    @Override
    public String name() {
        return "doppler";
    }

    @Override
    public SpiVersion spiVersion() {
        return SpiVersion.CURRENT;
    }

    /** Fails with {@code VAULT_FAILED} if a setting is missing, unknown or wrong, by its name and without its value. */
    @Override
    public VaultBackend open(VaultContext context) throws VaultException {
        return DopplerBackend.open(context);
    }
}

package dev.outloop.backend.infisical;

import dev.outloop.backend.infisical.internal.InfisicalBackend;
import dev.outloop.spi.SpiVersion;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultBackendProvider;
import dev.outloop.spi.VaultContext;
import dev.outloop.spi.VaultException;

/**
 * Opens Infisical vaults under the name {@code infisical}: {@code v:a/b/NAME} is the secret {@code NAME} in the folder
 * {@code /a/b} of the configured project and environment.
 *
 * <p>Settings: {@code project} (its id), {@code environment} (its slug), and one way to prove who asks: {@code client-id}
 * with {@code client-secret} (Universal Auth of a machine identity), or {@code token}. {@code url} is where Infisical is,
 * else {@code https://app.infisical.com}; {@code path} is a folder that every reference starts from.
 *
 * <p>Opening asks for nothing. The vaults are thread-safe, lend and list shared secrets, and can be checked; they keep an
 * access token as long as it is good, and no secret. What their failures mean is in the module's README.
 */
public final class InfisicalProvider implements VaultBackendProvider {

    /** For {@link java.util.ServiceLoader}. */
    public InfisicalProvider() {}

    @Override
    public String name() {
        return "infisical";
    }

    @Override
    public SpiVersion spiVersion() {
        return SpiVersion.CURRENT;
    }

    @Override
    public VaultBackend open(VaultContext context) throws VaultException {
        return InfisicalBackend.open(context);
    }
}

package dev.outloop.core;

import dev.outloop.core.internal.dispatch.NameResolver;
import dev.outloop.core.internal.vault.VaultOpener;
import dev.outloop.core.internal.vault.VaultProviders;
import dev.outloop.secret.Secret;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.function.BiConsumer;

/**
 * The vaults of a configuration, opened without a broker: for the person's side to store, list and delete secrets.
 * Whoever opened it closes it. Thread-safe.
 */
public final class VaultSet implements AutoCloseable {

    private final Map<String, VaultBackend> backends;

    private VaultSet(Map<String, VaultBackend> backends) {
        this.backends = Map.copyOf(backends);
    }

    /**
     * Opens every vault of the configuration.
     *
     * @throws StartException if one cannot be opened; none is then open
     */
    public static VaultSet open(BrokerConfig config, Clock clock) throws StartException {
        return new VaultSet(open(config, clock, NameResolver.system(), Map.of(), (setting, secret) -> {}));
    }

    /** The vault of that name. Closed with this set. */
    public Optional<VaultBackend> vault(String name) {
        return Optional.ofNullable(backends.get(name));
    }

    @Override
    public void close() {
        backends.values().forEach(VaultBackend::close);
    }

    /** Opens what is not among those given; on failure all of them are closed, the given ones too. */
    static Map<String, VaultBackend> open(
            BrokerConfig config,
            Clock clock,
            NameResolver names,
            Map<String, VaultBackend> given,
            BiConsumer<String, Secret> lent)
            throws StartException {
        Map<String, VaultBackend> opened = given;
        boolean complete = false;
        try {
            VaultOpener opener = new VaultOpener(
                    new VaultProviders(VaultSet.class.getClassLoader()), config.directory(), clock, names, given, lent);
            opened = opener.opened();
            for (VaultDefinition vault : config.vaults()) {
                opener.open(vault.configured());
            }
            complete = true;
            return opened;
        } catch (VaultException | IllegalArgumentException | ServiceConfigurationError e) {
            throw new StartException("A vault cannot be opened: " + e.getMessage());
        } finally {
            if (!complete) {
                opened.values().forEach(VaultBackend::close);
            }
        }
    }
}

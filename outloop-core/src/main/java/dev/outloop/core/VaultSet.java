package dev.outloop.core;

import dev.outloop.core.internal.dispatch.NameResolver;
import dev.outloop.core.internal.lease.Vaults;
import dev.outloop.core.internal.vault.Lender;
import dev.outloop.core.internal.vault.VaultOpener;
import dev.outloop.core.internal.vault.VaultProviders;
import dev.outloop.secret.Secret;
import dev.outloop.secret.VaultLimits;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

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
        VaultOpener opener = opener(config, clock, NameResolver.system(), Map.of(), null, (setting, secret) -> {});
        boolean complete = false;
        try {
            open(config, opener, (vault, backend) -> {});
            complete = true;
            return new VaultSet(opener.opened());
        } finally {
            if (!complete) {
                Vaults.closeAll(opener.opened().values());
            }
        }
    }

    /** The vault of that name. Closed with this set. */
    public Optional<VaultBackend> vault(String name) {
        return Optional.ofNullable(backends.get(name));
    }

    @Override
    public void close() {
        Optional<RuntimeException> failure = Vaults.closeAll(backends.values());
        if (failure.isPresent()) {
            throw failure.get();
        }
    }

    /**
     * Opens for a broker what is not among those given.
     *
     * @param leases takes over all of them, the given ones too, also on failure; what one vault needs of another is leased
     *     from it
     * @param lent is told what that was
     * @return all, by name
     */
    static Map<String, VaultBackend> open(
            BrokerConfig config,
            Clock clock,
            NameResolver names,
            Map<String, VaultBackend> given,
            Vaults leases,
            BiConsumer<String, Secret> lent)
            throws StartException {
        Map<String, VaultLimits> limits = new HashMap<>();
        config.vaults().forEach(vault -> limits.put(vault.name(), vault.limits()));
        given.forEach((name, backend) -> leases.add(name, backend, limits.getOrDefault(name, VaultLimits.defaults())));
        VaultOpener opener = opener(config, clock, names, given, leases::lend, lent);
        open(config, opener, (vault, backend) -> {
            if (!given.containsKey(vault.name())) {
                leases.add(
                        vault.name(), backend, vault.limits(), vault.secrets().values());
            }
        });
        return opener.opened();
    }

    private static VaultOpener opener(
            BrokerConfig config,
            Clock clock,
            NameResolver names,
            Map<String, VaultBackend> given,
            @Nullable Lender lender,
            BiConsumer<String, Secret> lent)
            throws StartException {
        try {
            VaultProviders providers = new VaultProviders(VaultSet.class.getClassLoader());
            return new VaultOpener(providers, config.directory(), clock, names, given, lender, lent);
        } catch (ServiceConfigurationError e) {
            throw cannotBeOpened(e);
        }
    }

    private static void open(BrokerConfig config, VaultOpener opener, BiConsumer<VaultDefinition, VaultBackend> opened)
            throws StartException {
        try {
            for (VaultDefinition vault : config.vaults()) {
                opener.open(vault.configured());
                opened.accept(vault, Objects.requireNonNull(opener.opened().get(vault.name())));
            }
        } catch (VaultException | IllegalArgumentException | ServiceConfigurationError e) {
            throw cannotBeOpened(e);
        }
    }

    private static StartException cannotBeOpened(Throwable e) {
        return new StartException("A vault cannot be opened: " + e.getMessage());
    }
}

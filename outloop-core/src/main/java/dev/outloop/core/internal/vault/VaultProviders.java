package dev.outloop.core.internal.vault;

import dev.outloop.spi.SpiVersion;
import dev.outloop.spi.VaultBackendProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** The providers on the class path, by the name that configurations give. Nothing is chosen by its mere presence. */
public final class VaultProviders {

    private final List<VaultBackendProvider> found;

    /** Those that the class loader has. */
    public VaultProviders(ClassLoader loader) {
        List<VaultBackendProvider> providers = new ArrayList<>();
        ServiceLoader.load(VaultBackendProvider.class, loader).forEach(providers::add);
        this.found = List.copyOf(providers);
    }

    /** For tests: these and no others. */
    VaultProviders(List<VaultBackendProvider> found) {
        this.found = List.copyOf(found);
    }

    /**
     * The one provider of that name.
     *
     * @throws IllegalArgumentException if there is none, more than one, or one of an SPI version that is not known; the
     *     message names the classes
     */
    public VaultBackendProvider named(String name) {
        List<VaultBackendProvider> named =
                found.stream().filter(provider -> provider.name().equals(name)).toList();
        if (named.isEmpty()) {
            throw new IllegalArgumentException("no backend '" + name + "' is on the class path; there are: "
                    + found.stream().map(VaultBackendProvider::name).sorted().toList());
        }
        if (named.size() > 1) {
            throw new IllegalArgumentException("two backends call themselves '" + name + "': "
                    + named.stream()
                            .map(provider -> provider.getClass().getName())
                            .sorted()
                            .toList());
        }
        VaultBackendProvider provider = named.get(0);
        requireKnownVersion(provider);
        return provider;
    }

    static void requireKnownVersion(VaultBackendProvider provider) {
        if (!provider.spiVersion().equals(SpiVersion.CURRENT)) {
            throw new IllegalArgumentException("the backend '" + provider.name() + "' ("
                    + provider.getClass().getName() + ") is written for version "
                    + provider.spiVersion().number() + " of the SPI; this library has version "
                    + SpiVersion.CURRENT.number());
        }
    }
}

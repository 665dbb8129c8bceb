package dev.outloop.spi;

/**
 * Opens vaults of one kind. Found by {@link java.util.ServiceLoader} for the name that a configuration gives; two
 * providers of a name are an error. Has a public constructor without parameters that does nothing.
 */
public interface VaultBackendProvider {

    /** The name that configurations give as {@code backend}, such as {@code keystore}. */
    String name();

    /** The version of these interfaces that it was written for. */
    SpiVersion spiVersion();

    /**
     * Opens a configured vault without asking it for a secret.
     *
     * @throws VaultException if a setting is missing, unknown or wrong, by its name
     */
    VaultBackend open(VaultContext context) throws VaultException;
}

package dev.outloop.core;

import dev.outloop.action.NetworkRule;
import dev.outloop.core.internal.dispatch.NameResolver;
import dev.outloop.core.internal.vault.VaultPort;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultHttp;
import java.time.Clock;

/** The HTTP port that a broker gives its vaults, without a broker: for tests of backends. */
public final class VaultHttpPorts {

    private VaultHttpPorts() {}

    /**
     * A port, which the caller closes.
     *
     * @param vaultName what messages call the vault, {@code [a-z][a-z0-9-]{0,31}}
     * @param url as {@link dev.outloop.spi.VaultContext#http} takes it
     * @throws VaultException {@code VAULT_FAILED} if URL or network rule cannot be used
     */
    public static VaultHttp open(String vaultName, String url, NetworkRule network, Clock clock) throws VaultException {
        return VaultPort.open(vaultName, url, network, NameResolver.system(), clock);
    }
}

package dev.outloop.core.internal.vault;

import dev.outloop.core.internal.config.ConfiguredVault;
import dev.outloop.core.internal.dispatch.NameResolver;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Lease;
import dev.outloop.secret.Secret;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.VaultBackend;
import dev.outloop.spi.VaultBackendProvider;
import dev.outloop.spi.VaultContext;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultHttp;
import dev.outloop.spi.VaultRequest;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Opens configured vaults, and lends one vault's secrets to another. */
public final class VaultOpener {

    private static final Duration BOOTSTRAP = Duration.ofSeconds(30);

    private final VaultProviders providers;
    private final Path directory;
    private final Clock clock;
    private final NameResolver names;
    private final Lender lender;
    private final BiConsumer<String, Secret> lent;
    private final Map<String, VaultBackend> opened = new LinkedHashMap<>();

    /**
     * An opener with some vaults open already.
     *
     * @param lender lends one vault's secrets to another; null to have the other vault asked directly
     * @param lent is told the name and the value of each secret before a vault is given it as a setting; closes neither
     */
    public VaultOpener(
            VaultProviders providers,
            Path directory,
            Clock clock,
            NameResolver names,
            Map<String, VaultBackend> open,
            @Nullable Lender lender,
            BiConsumer<String, Secret> lent) {
        this.providers = providers;
        this.directory = directory;
        this.clock = clock;
        this.names = names;
        this.lender = lender == null ? this::lendDirectly : lender;
        this.lent = lent;
        this.opened.putAll(open);
    }

    /**
     * Opens a vault, unless one of that name is open.
     *
     * @throws VaultException as the backend fails
     * @throws IllegalArgumentException if there is no such backend
     */
    public void open(ConfiguredVault vault) throws VaultException {
        if (!opened.containsKey(vault.name())) {
            opened.put(vault.name(), open(providers.named(vault.backend()), vault));
        }
    }

    /** A stranger's code: what it throws against its contract may quote a secret, and a native part may be missing. */
    private VaultBackend open(VaultBackendProvider provider, ConfiguredVault vault) throws VaultException {
        VaultBackend backend;
        try {
            backend = provider.open(new Context(vault));
        } catch (VaultException e) {
            throw e;
        } catch (Exception | StackOverflowError | LinkageError e) {
            throw broken(vault, "threw " + e.getClass().getName());
        }
        if (backend == null) {
            throw broken(vault, "returned nothing");
        }
        return backend;
    }

    private static VaultException broken(ConfiguredVault vault, String how) {
        return new VaultException(
                ErrorCode.VAULT_FAILED,
                "the backend '" + vault.backend() + "' " + how + " when the vault " + vault.name() + " was opened");
    }

    /** All that are open, by name; the caller closes them. */
    public Map<String, VaultBackend> opened() {
        return opened;
    }

    private Lease lendDirectly(SecretRef ref, Duration atMost) throws VaultException {
        VaultBackend other = opened.get(ref.vault());
        if (other == null) {
            throw new VaultException(ErrorCode.VAULT_UNAVAILABLE, "The vault of a setting is not open.");
        }
        return other.lease(VaultRequest.of(ref, clock.instant().plus(atMost)));
    }

    private final class Context implements VaultContext {
        private final ConfiguredVault vault;

        Context(ConfiguredVault vault) {
            this.vault = vault;
        }

        @Override
        public String vaultName() {
            return vault.name();
        }

        @Override
        public Map<String, String> settings() {
            return vault.settings();
        }

        @Override
        public Set<String> secretSettings() {
            return vault.secrets().keySet();
        }

        @Override
        public Path directory() {
            return directory;
        }

        @Override
        public Clock clock() {
            return clock;
        }

        @Override
        public VaultHttp http(String url) throws VaultException {
            return VaultPort.open(vault.name(), url, vault.network(), names, clock);
        }

        @Override
        public Lease secret(String setting) throws VaultException {
            SecretRef ref = vault.secrets().get(setting);
            if (ref == null || !opened.containsKey(ref.vault())) {
                throw new VaultException(
                        ErrorCode.VAULT_UNAVAILABLE,
                        "The vault " + vault.name() + " needs the setting '" + setting
                                + "' as a reference to a secret in a vault that is configured.");
            }
            Lease lease = lender.lend(ref, BOOTSTRAP);
            boolean isTold = false;
            try {
                lent.accept(vault.name() + "/" + setting, lease.secret());
                isTold = true;
                return lease;
            } finally {
                if (!isTold) {
                    lease.close();
                }
            }
        }
    }
}

package dev.outloop.core;

import dev.outloop.action.NetworkRule;
import dev.outloop.core.internal.config.ConfiguredVault;
import dev.outloop.secret.SecretRef;
import dev.outloop.secret.VaultLimits;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** A vault to open: which backend, with which settings. Immutable; holds references, never a secret. */
public final class VaultDefinition {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,31}");

    private final String name;
    private final String backend;
    private final Map<String, String> settings;
    private final Map<String, SecretRef> secrets;
    private final NetworkRule network;
    private final VaultLimits limits;

    private VaultDefinition(Builder builder) {
        this.name = builder.name;
        this.backend = builder.backend;
        this.settings = Map.copyOf(builder.settings);
        this.secrets = Map.copyOf(builder.secrets);
        this.network = builder.network;
        this.limits = builder.limits;
    }

    /**
     * Starts a vault.
     *
     * @param name the part of references before the colon: {@code [a-z][a-z0-9-]{0,31}}
     * @param backend the name of its provider
     * @throws IllegalArgumentException if the name is not of that form
     */
    public static Builder builder(String name, String backend) {
        return new Builder(name, backend);
    }

    /** The part of references before the colon. */
    public String name() {
        return name;
    }

    /** The name of its provider. */
    public String backend() {
        return backend;
    }

    /** The settings that are plain text, by name. */
    public Map<String, String> settings() {
        return settings;
    }

    /** The settings that are secrets of other vaults, by name. */
    public Map<String, SecretRef> secrets() {
        return secrets;
    }

    /** Where the vault's server may be, if it has one. */
    public NetworkRule network() {
        return network;
    }

    /** How long what it lends is kept, and how it is asked. */
    public VaultLimits limits() {
        return limits;
    }

    /** As the internal packages know it. */
    ConfiguredVault configured() {
        return new ConfiguredVault(name, backend, settings, secrets, network, limits);
    }

    /** Name and backend alone. */
    @Override
    public String toString() {
        return name + " (" + backend + ")";
    }

    /** Collects a definition. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final String backend;
        private final Map<String, String> settings = new LinkedHashMap<>();
        private final Map<String, SecretRef> secrets = new LinkedHashMap<>();
        private NetworkRule network = NetworkRule.publicInternet();
        private VaultLimits limits = VaultLimits.defaults();

        private Builder(String name, String backend) {
            if (!NAME.matcher(name).matches()) {
                throw new IllegalArgumentException(
                        "a vault's name is a lower-case letter, then up to 31 of a-z, 0-9, '-'");
            }
            this.name = name;
            this.backend = Objects.requireNonNull(backend, "backend");
        }

        /** A setting that is plain text. Never a secret: use {@link #secret}. */
        public Builder setting(String name, String value) {
            settings.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
            return this;
        }

        /** A setting that is a secret of another vault, resolved when the backend asks for it. */
        public Builder secret(String name, SecretRef ref) {
            secrets.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(ref, "ref"));
            return this;
        }

        /** Where the vault's server may be; if this is not called, on the public Internet or on this machine. */
        public Builder network(NetworkRule network) {
            this.network = Objects.requireNonNull(network, "network");
            return this;
        }

        /** How long what it lends is kept, and how it is asked. */
        public Builder limits(VaultLimits limits) {
            this.limits = Objects.requireNonNull(limits, "limits");
            return this;
        }

        /** The definition. */
        public VaultDefinition build() {
            return new VaultDefinition(this);
        }
    }
}

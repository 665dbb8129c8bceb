package dev.outloop.action;

import dev.outloop.identity.Name;
import dev.outloop.secret.SecretRef;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An alias under which named workspaces may use a service. Immutable.
 *
 * <p>It holds references, never a secret. An access grants nothing to a workspace that it does not name.
 */
public final class Access {

    /** Stands for every action of the service, those that later versions of its definition add included. */
    public static final String EVERY_ACTION = "*";

    private final String alias;
    private final String service;
    private final Map<String, SecretRef> secrets;
    private final Set<String> actions;
    private final Set<String> runtimes;
    private final boolean readOnly;
    private final @Nullable Instant expiresAt;
    private final Map<String, Grant> grants;

    private Access(Builder builder) {
        this.alias = builder.alias;
        this.service = builder.service;
        this.secrets = Map.copyOf(builder.secrets);
        this.actions = Set.copyOf(builder.actions);
        this.runtimes = Set.copyOf(builder.runtimes);
        this.readOnly = builder.readOnly;
        this.expiresAt = builder.expiresAt;
        this.grants = Map.copyOf(builder.grants);
    }

    /** What is fixed for one workspace. Immutable. */
    public static final class Grant {
        private final Map<String, String> pins;

        private Grant(Map<String, String> pins) {
            this.pins = Map.copyOf(pins);
        }

        /** The value of each pin. */
        public Map<String, String> pins() {
            return pins;
        }
    }

    /**
     * Starts an access that grants nothing yet.
     *
     * @throws IllegalArgumentException if alias or service is not a {@link Name}
     */
    public static Builder builder(String alias, String service) {
        return new Builder(alias, service);
    }

    /** The name by which agents mean it. */
    public String alias() {
        return alias;
    }

    /** The service's name. */
    public String service() {
        return service;
    }

    /** Where each part of the credential lies. */
    public Map<String, SecretRef> secrets() {
        return secrets;
    }

    /** The actions' names, or {@link #EVERY_ACTION}. */
    public Set<String> actions() {
        return actions;
    }

    /** Whether the action is approved. */
    public boolean approves(ActionDefinition action) {
        return actions.contains(EVERY_ACTION) || actions.contains(action.name());
    }

    /** The runtimes' names; empty means every runtime. */
    public Set<String> runtimes() {
        return runtimes;
    }

    /** Whether only actions that change nothing are allowed. */
    public boolean readOnly() {
        return readOnly;
    }

    /** When it ends, if it does; at that instant it no longer holds. */
    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(expiresAt);
    }

    /** What is fixed for each workspace, by its name. */
    public Map<String, Grant> grants() {
        return grants;
    }

    @Override
    public String toString() {
        return alias + " to " + service;
    }

    /** Collects an access. Not thread-safe. */
    public static final class Builder {
        private final String alias;
        private final String service;
        private final Map<String, SecretRef> secrets = new LinkedHashMap<>();
        private final Set<String> actions = new LinkedHashSet<>();
        private final Set<String> runtimes = new LinkedHashSet<>();
        private final Map<String, Grant> grants = new LinkedHashMap<>();
        private boolean readOnly;
        private @Nullable Instant expiresAt;

        private Builder(String alias, String service) {
            this.alias = Name.require("alias", alias);
            this.service = Name.require("service", service);
        }

        /** The single secret of a service that takes one. */
        public Builder secret(SecretRef ref) {
            return secret(CredentialPlacement.DEFAULT_PART, ref);
        }

        /** One part of the credential. */
        public Builder secret(String part, SecretRef ref) {
            secrets.put(Objects.requireNonNull(part, "part"), Objects.requireNonNull(ref, "ref"));
            return this;
        }

        /** An approved action, or {@link #EVERY_ACTION}. */
        public Builder action(String name) {
            actions.add(Objects.requireNonNull(name, "name"));
            return this;
        }

        /** A runtime that may use it; naming one shuts out all that are not named. */
        public Builder runtime(String name) {
            runtimes.add(Name.require("runtime", name));
            return this;
        }

        /** Only actions that change nothing. */
        public Builder readOnly() {
            this.readOnly = true;
            return this;
        }

        /** When it ends. */
        public Builder expiresAt(Instant expiresAt) {
            this.expiresAt = Objects.requireNonNull(expiresAt, "expiresAt");
            return this;
        }

        /** A workspace that may use it, with the values that are fixed for it. */
        public Builder workspace(String name, Map<String, String> pins) {
            if (grants.putIfAbsent(Name.require("workspace", name), new Grant(pins)) != null) {
                throw new IllegalArgumentException("the workspace " + name + " is granted twice");
            }
            return this;
        }

        /** The access. */
        public Access build() {
            return new Access(this);
        }
    }
}

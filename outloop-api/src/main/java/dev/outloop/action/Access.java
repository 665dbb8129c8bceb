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
    private final boolean ruleRequired;
    private final Set<String> limits;
    private final Map<String, Grant> grants;

    private Access(Builder builder) {
        this.alias = builder.alias;
        this.service = builder.service;
        this.secrets = Map.copyOf(builder.secrets);
        this.actions = Set.copyOf(builder.actions);
        this.runtimes = Set.copyOf(builder.runtimes);
        this.readOnly = builder.readOnly;
        this.expiresAt = builder.expiresAt;
        this.ruleRequired = builder.ruleRequired;
        this.limits = Set.copyOf(builder.limits);
        this.grants = Map.copyOf(builder.grants);
    }

    /** What is fixed for one workspace. Immutable. */
    public static final class Grant {
        private final Map<String, String> pins;
        private final Map<String, SecretRef> secrets;

        private Grant(Map<String, String> pins, Map<String, SecretRef> secrets) {
            this.pins = Map.copyOf(pins);
            this.secrets = Map.copyOf(secrets);
        }

        /** The value of each pin. */
        public Map<String, String> pins() {
            return pins;
        }

        /** Where parts of the credential lie that are this workspace's own; they count instead of the access's. */
        public Map<String, SecretRef> secrets() {
            return secrets;
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

    /** Where each part of the credential lies for every workspace that has none of its own. */
    public Map<String, SecretRef> secrets() {
        return secrets;
    }

    /** Where each part of the credential lies for a workspace; what the access says for one that is not granted. */
    public Map<String, SecretRef> secretsFor(String workspace) {
        Grant grant = grants.get(workspace);
        if (grant == null || grant.secrets.isEmpty()) {
            return secrets;
        }
        Map<String, SecretRef> all = new LinkedHashMap<>(secrets);
        all.putAll(grant.secrets);
        return Map.copyOf(all);
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

    /** Whether the approved actions are only the outer bound, within which a rule has to allow each request. */
    public boolean ruleRequired() {
        return ruleRequired;
    }

    /** The limits that each request is counted by, by name. */
    public Set<String> limits() {
        return limits;
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
        private boolean ruleRequired;
        private final Set<String> limits = new LinkedHashSet<>();

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

        /** Nothing is allowed but by a rule; without this, an approved action is allowed unless a rule objects. */
        public Builder ruleRequired() {
            this.ruleRequired = true;
            return this;
        }

        /** One more limit that each request is counted by. */
        public Builder limit(String name) {
            limits.add(Name.require("limit", name));
            return this;
        }

        /** A workspace that may use it, with the values that are fixed for it. */
        public Builder workspace(String name, Map<String, String> pins) {
            return workspace(name, pins, Map.of());
        }

        /** The same, with parts of the credential that are this workspace's own. */
        public Builder workspace(String name, Map<String, String> pins, Map<String, SecretRef> secrets) {
            if (grants.putIfAbsent(Name.require("workspace", name), new Grant(pins, secrets)) != null) {
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

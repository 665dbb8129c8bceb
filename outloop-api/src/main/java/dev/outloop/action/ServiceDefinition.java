package dev.outloop.action;

import dev.outloop.identity.Name;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An API: its origin, how it takes credentials, where a tenant stands, and its actions. Immutable.
 *
 * <p>Definitions are data; what does not fit together (a slot that is neither parameter nor pin, say) is refused when a
 * broker is built from them.
 */
public final class ServiceDefinition {

    private final String name;
    private final ServiceUrl url;
    private final List<CredentialPlacement> credentials;
    private final Map<String, PinDefinition> pins;
    private final Map<String, ActionDefinition> actions;
    private final NetworkRule network;
    private final ExchangeLimits limits;

    private ServiceDefinition(Builder builder) {
        this.name = builder.name;
        this.url = builder.url;
        this.credentials = List.copyOf(builder.credentials);
        this.pins = Map.copyOf(builder.pins);
        this.actions = Collections.unmodifiableMap(new LinkedHashMap<>(builder.actions));
        this.network = builder.network;
        this.limits = builder.limits;
    }

    /**
     * Starts a service.
     *
     * @throws IllegalArgumentException if the name is not a {@link Name}
     */
    public static Builder builder(String name, ServiceUrl url) {
        return new Builder(name, url);
    }

    /** The name by which accesses mean it. */
    public String name() {
        return name;
    }

    /** The one origin that its credentials are sent to. */
    public ServiceUrl url() {
        return url;
    }

    /** Where the parts of a credential go; all of them are sent. */
    public List<CredentialPlacement> credentials() {
        return credentials;
    }

    /** The pins, by name. */
    public Map<String, PinDefinition> pins() {
        return pins;
    }

    /** The actions, by name, in the order of the definition. */
    public Map<String, ActionDefinition> actions() {
        return actions;
    }

    /** What its name may resolve to, and whom it may be certified by. */
    public NetworkRule network() {
        return network;
    }

    /** The bounds of one exchange. */
    public ExchangeLimits limits() {
        return limits;
    }

    @Override
    public String toString() {
        return name + " at " + url;
    }

    /** Collects a definition. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final ServiceUrl url;
        private final List<CredentialPlacement> credentials = new ArrayList<>();
        private final Map<String, PinDefinition> pins = new LinkedHashMap<>();
        private final Map<String, ActionDefinition> actions = new LinkedHashMap<>();
        private NetworkRule network = NetworkRule.publicInternet();
        private ExchangeLimits limits = ExchangeLimits.defaults();

        private Builder(String name, ServiceUrl url) {
            this.name = Name.require("service", name);
            this.url = Objects.requireNonNull(url, "url");
        }

        /** A part of the credential, beside those already given. */
        public Builder credential(CredentialPlacement placement) {
            credentials.add(Objects.requireNonNull(placement, "placement"));
            return this;
        }

        /** A value that accesses fix. */
        public Builder pin(PinDefinition pin) {
            if (pins.putIfAbsent(pin.name(), pin) != null) {
                throw new IllegalArgumentException("the pin " + pin.name() + " is declared twice");
            }
            return this;
        }

        /** An operation. */
        public Builder action(ActionDefinition action) {
            if (actions.putIfAbsent(action.name(), action) != null) {
                throw new IllegalArgumentException("the action " + action.name() + " is declared twice");
            }
            return this;
        }

        /** Where its name may lead, if not to the public Internet. */
        public Builder network(NetworkRule network) {
            this.network = Objects.requireNonNull(network, "network");
            return this;
        }

        /** Other bounds than the defaults. */
        public Builder limits(ExchangeLimits limits) {
            this.limits = Objects.requireNonNull(limits, "limits");
            return this;
        }

        /** The definition. */
        public ServiceDefinition build() {
            return new ServiceDefinition(this);
        }
    }
}

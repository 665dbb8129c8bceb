package dev.outloop.policy;

import dev.outloop.action.Access;
import dev.outloop.action.ActionDefinition;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.identity.AgentRuntime;
import dev.outloop.identity.Tenant;
import dev.outloop.identity.Workspace;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * An admitted request as evaluators see it: who, what, under which access, with which values, when. Immutable.
 *
 * <p>Everything that it says is what will be sent; pins are filled in and checked already.
 */
public final class PolicyInput {

    private final Workspace workspace;
    private final AgentRuntime runtime;
    private final Access access;
    private final ServiceDefinition service;
    private final ActionDefinition action;
    private final Map<String, String> parameters;
    private final Map<String, String> pins;
    private final int bodyBytes;
    private final Instant time;

    private PolicyInput(Builder builder) {
        this.workspace = Objects.requireNonNull(builder.workspace, "workspace");
        this.runtime = Objects.requireNonNull(builder.runtime, "runtime");
        this.access = Objects.requireNonNull(builder.access, "access");
        this.service = Objects.requireNonNull(builder.service, "service");
        this.action = Objects.requireNonNull(builder.action, "action");
        this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(builder.parameters));
        this.pins = Map.copyOf(builder.pins);
        this.bodyBytes = builder.bodyBytes;
        this.time = Objects.requireNonNull(builder.time, "time");
    }

    /** Starts an input; who, access, service, action and time are required. */
    public static Builder builder() {
        return new Builder();
    }

    /** The caller's workspace. */
    public Workspace workspace() {
        return workspace;
    }

    /** The workspace's tenant. */
    public Tenant tenant() {
        return workspace.tenant();
    }

    /** The caller's runtime. */
    public AgentRuntime runtime() {
        return runtime;
    }

    /** The access that the alias means for this workspace. */
    public Access access() {
        return access;
    }

    /** The service. */
    public ServiceDefinition service() {
        return service;
    }

    /** The action. */
    public ActionDefinition action() {
        return action;
    }

    /** The declared parameters that were given, by name, in their written form. */
    public Map<String, String> parameters() {
        return parameters;
    }

    /** The pinned values, by pin. */
    public Map<String, String> pins() {
        return pins;
    }

    /** The length of the body that will be sent. */
    public int bodyBytes() {
        return bodyBytes;
    }

    /** When the request is judged. */
    public Instant time() {
        return time;
    }

    /** Names only: parameters may be confidential. */
    @Override
    public String toString() {
        return "PolicyInput[" + workspace.name() + "/" + runtime + " " + access.alias() + " " + action.name() + "]";
    }

    /** Collects an input. Not thread-safe. */
    @SuppressWarnings("NullAway.Init") // build() refuses an input that lacks one of them
    public static final class Builder {
        private Workspace workspace;
        private AgentRuntime runtime;
        private Access access;
        private ServiceDefinition service;
        private ActionDefinition action;
        private Map<String, String> parameters = Map.of();
        private Map<String, String> pins = Map.of();
        private int bodyBytes;
        private Instant time;

        private Builder() {}

        /** Who asks. */
        public Builder caller(Workspace workspace, AgentRuntime runtime) {
            this.workspace = workspace;
            this.runtime = runtime;
            return this;
        }

        /** The access that the alias means for this workspace. */
        public Builder access(Access access) {
            this.access = access;
            return this;
        }

        /** What is asked for. */
        public Builder action(ServiceDefinition service, ActionDefinition action) {
            this.service = service;
            this.action = action;
            return this;
        }

        /** The declared parameters that were given, by name, in their written form. */
        public Builder parameters(Map<String, String> parameters) {
            this.parameters = parameters;
            return this;
        }

        /** The pinned values, by pin. */
        public Builder pins(Map<String, String> pins) {
            this.pins = pins;
            return this;
        }

        /** The length of the body. */
        public Builder bodyBytes(int bodyBytes) {
            this.bodyBytes = bodyBytes;
            return this;
        }

        /** When the request is judged. */
        public Builder time(Instant time) {
            this.time = time;
            return this;
        }

        /**
         * The input.
         *
         * @throws NullPointerException if something required is missing
         */
        public PolicyInput build() {
            return new PolicyInput(this);
        }
    }
}

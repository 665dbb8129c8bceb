package dev.outloop.core;

import dev.outloop.Broker;
import dev.outloop.BrokerControl;
import dev.outloop.CallerToken;
import dev.outloop.action.ActionRequest;
import dev.outloop.core.internal.admit.Snapshot;
import dev.outloop.core.internal.dispatch.NameResolver;
import dev.outloop.core.internal.pipeline.Engine;
import dev.outloop.core.internal.pipeline.EngineParts;
import dev.outloop.core.internal.secrets.SecretRegistry;
import dev.outloop.identity.AgentRuntime;
import dev.outloop.identity.Caller;
import dev.outloop.identity.Workspace;
import dev.outloop.policy.Explanation;
import dev.outloop.spi.AuditSink;
import dev.outloop.spi.BrokerListener;
import dev.outloop.spi.PolicyEvaluator;
import dev.outloop.spi.Redactor;
import dev.outloop.spi.VaultBackend;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker composed from a configuration and, where a host wants it, its own vaults, policies, redactors and trail.
 *
 * <p>Thread-safe. Whoever built it closes it; closing ends running calls, and closes the vaults and the trail, also those
 * that the host gave.
 */
public final class OutloopBroker implements BrokerControl {

    private static final Logger LOG = LoggerFactory.getLogger(OutloopBroker.class);

    private final Engine engine;

    private OutloopBroker(Engine engine) {
        this.engine = engine;
    }

    /** Starts the composition of a broker. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Broker broker() {
        return engine;
    }

    @Override
    public Caller assertCaller(String workspace, String runtime) {
        Workspace known = engine.snapshot()
                .workspace(workspace)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no workspace of that name is configured; see 'workspaces' in the configuration"));
        return engine.callers().issue(known, new AgentRuntime(runtime));
    }

    @Override
    public CallerToken issueToken(String workspace, String runtime, Duration validFor) {
        return engine.tokens().issue(assertCaller(workspace, runtime), validFor);
    }

    @Override
    public boolean revokeToken(String id) {
        return engine.tokens().revoke(id);
    }

    @Override
    public Explanation explain(ActionRequest request) {
        return engine.explain(request);
    }

    /**
     * Judges new calls by another configuration's services, workspaces and accesses. Calls that are under way end with
     * {@code ACCESS_CHANGED}; vaults and trail stay as they are.
     */
    public void reload(BrokerConfig config) {
        engine.replace(Builder.snapshot(config));
    }

    @Override
    public void close() {
        engine.close();
    }

    /** Collects what a broker is composed of. Not thread-safe. */
    public static final class Builder {
        private final Map<String, VaultBackend> vaults = new LinkedHashMap<>();
        private final List<PolicyEvaluator> policies = new ArrayList<>();
        private final List<Redactor> redactors = new ArrayList<>();
        private @Nullable BrokerConfig config;
        private @Nullable AuditSink sink;
        private BrokerListener listener = event -> {};
        private NameResolver resolver = NameResolver.system();
        private Clock clock = Clock.systemUTC();

        private Builder() {}

        /** The configuration; required. */
        public Builder config(BrokerConfig config) {
            this.config = Objects.requireNonNull(config, "config");
            return this;
        }

        /** A vault that the host opened, in place of the configured one of that name. The broker closes it. */
        public Builder vault(String name, VaultBackend vault) {
            vaults.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(vault, "vault"));
            return this;
        }

        /** A policy, asked behind the built-in ones and those added before. */
        public Builder policy(PolicyEvaluator policy) {
            policies.add(Objects.requireNonNull(policy, "policy"));
            return this;
        }

        /** A redactor, given what is left once known secrets are cut. */
        public Builder redactor(Redactor redactor) {
            redactors.add(Objects.requireNonNull(redactor, "redactor"));
            return this;
        }

        /** The trail, in place of the file that the configuration names. The broker closes it. */
        public Builder auditSink(AuditSink sink) {
            this.sink = Objects.requireNonNull(sink, "sink");
            return this;
        }

        /** Who is told how calls go. */
        public Builder listener(BrokerListener listener) {
            this.listener = Objects.requireNonNull(listener, "listener");
            return this;
        }

        /** The time, in place of the system's. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        Builder resolver(NameResolver resolver) {
            this.resolver = resolver;
            return this;
        }

        /**
         * Opens trail and vaults and starts the broker.
         *
         * @throws StartException if something cannot be opened; all that was given or opened is then closed
         * @throws IllegalStateException if there is no configuration
         */
        public OutloopBroker build() throws StartException {
            if (config == null) {
                throw new IllegalStateException("a broker needs a configuration: call config(BrokerConfig.load(…))");
            }
            warnOfPlainTextDumps();
            Snapshot snapshot = snapshot(config);
            AuditSink trail = sink != null ? sink : openTrail(config);
            SecretRegistry secrets = new SecretRegistry(clock, EngineParts.KEEP_ROTATED);
            boolean started = false;
            try {
                Map<String, VaultBackend> opened = VaultSet.open(
                        config, clock, vaults, (setting, secret) -> secrets.learn("setting:" + setting, secret));
                Engine engine = new EngineParts(
                                opened,
                                trail,
                                List.copyOf(policies),
                                secrets,
                                List.copyOf(redactors),
                                listener,
                                resolver,
                                clock)
                        .start(snapshot);
                started = true;
                return new OutloopBroker(engine);
            } finally {
                if (!started) {
                    secrets.close();
                    closeQuietly(trail);
                }
            }
        }

        /** The Java runtime then prints what it sends, credentials included, from below any library. */
        private static void warnOfPlainTextDumps() {
            if (System.getProperty("javax.net.debug") != null) {
                LOG.warn("javax.net.debug is set: Java may print credentials in plain text; unset it and start again");
            }
        }

        private static Snapshot snapshot(BrokerConfig config) {
            return new Snapshot(config.workspaces(), config.services(), config.accesses());
        }

        private AuditSink openTrail(BrokerConfig config) throws StartException {
            Path path = config.auditPath()
                    .orElseThrow(() -> new StartException(
                            "No trail to write to: set audit.path in the configuration, or give an AuditSink."));
            try {
                return AuditTrail.open(path, clock);
            } catch (IOException e) {
                throw new StartException("The audit trail cannot be opened: " + e.getMessage());
            }
        }

        private static void closeQuietly(AuditSink trail) {
            try {
                trail.close();
            } catch (IOException e) {
                // The broker does not start anyway, and why is on its way to the host.
            }
        }
    }
}

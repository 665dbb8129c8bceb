package dev.outloop.core;

import dev.outloop.Broker;
import dev.outloop.BrokerControl;
import dev.outloop.CallerToken;
import dev.outloop.VaultHealth;
import dev.outloop.action.ActionRequest;
import dev.outloop.core.internal.admit.Snapshot;
import dev.outloop.core.internal.authorize.NoState;
import dev.outloop.core.internal.dispatch.NameResolver;
import dev.outloop.core.internal.lease.Vaults;
import dev.outloop.core.internal.pipeline.Engine;
import dev.outloop.core.internal.pipeline.EngineParts;
import dev.outloop.core.internal.secrets.SecretRegistry;
import dev.outloop.identity.AgentRuntime;
import dev.outloop.identity.Caller;
import dev.outloop.identity.Workspace;
import dev.outloop.policy.Explanation;
import dev.outloop.secret.Secret;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.AuditSink;
import dev.outloop.spi.BrokerListener;
import dev.outloop.spi.PolicyEvaluator;
import dev.outloop.spi.Redactor;
import dev.outloop.spi.VaultBackend;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
    private final Redactions redactions;

    private OutloopBroker(Engine engine) {
        this.engine = engine;
        this.redactions = new Redactions(engine);
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

    @Override
    public List<VaultHealth> health() {
        return engine.health();
    }

    @Override
    public List<VaultHealth> checkVaults(Duration atMost) {
        return engine.checkVaults(atMost);
    }

    @Override
    public void invalidate(SecretRef ref) {
        engine.vaults().invalidate(ref);
    }

    @Override
    public void invalidate(String vault) {
        engine.vaults().invalidate(vault);
    }

    /**
     * Judges new calls by another configuration's services, workspaces and accesses. Calls that are under way end with
     * {@code ACCESS_CHANGED}; vaults and trail stay as they are. The trail has what changed for which workspace first.
     *
     * @throws IOException if the trail cannot record the change; calls are then judged by the old definitions as before
     */
    public void reload(BrokerConfig config) throws IOException {
        engine.replace(snapshot(config), config.redaction().detectors().orElse(null));
    }

    /**
     * The attempts of earlier runs that had no outcome when this broker started. The trail now has that their effect is
     * not known; whether they did something can only be seen at the service.
     */
    public List<RecoveredAttempt> recovered() {
        return engine.interrupted().stream().map(RecoveredAttempt::new).toList();
    }

    /**
     * Why the trail takes no records, or did not take the last one; empty while it does. As long as there is a reason,
     * nothing is done for agents.
     */
    public Optional<String> trailFailure() {
        return engine.trailFailure();
    }

    /**
     * Goes on with recording after a failure, once its cause is mended. A full disk that has room again needs no renewal.
     * What the trail is owed is written first; while there is no failure, nothing is done.
     *
     * @throws IOException if the trail cannot go on; the broker refuses work as before
     */
    public void renewTrail() throws IOException {
        try {
            engine.renewTrail();
        } catch (IOException e) {
            throw new IOException("The audit trail cannot go on: " + e.getMessage(), e);
        }
    }

    /** Cuts this broker's known secrets out of what the host itself is about to log or show. */
    public Redactions redactions() {
        return redactions;
    }

    @Override
    public void close() {
        engine.close();
    }

    static Snapshot snapshot(BrokerConfig config) {
        return new Snapshot(config.workspaces(), config.services(), config.accesses(), config.policy());
    }

    private void warnOfRecovered() {
        List<RecoveredAttempt> recovered = recovered();
        if (!recovered.isEmpty()) {
            LOG.warn(
                    "{} attempts of an earlier run have no outcome, so their effect is not known: {}",
                    recovered.size(),
                    recovered.stream().map(RecoveredAttempt::id).toList());
        }
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

        /**
         * The trail, in place of the file that the configuration names. The broker closes it. Where the configuration has
         * no {@code audit.key}, fingerprints are made with a key of this process, and those of another run differ.
         */
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
         * Opens vaults and trail, closes what earlier runs left open on it, and starts the broker.
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
            SecretRegistry secrets = new SecretRegistry(clock, EngineParts.KEEP_ROTATED);
            Vaults leases = new Vaults(clock);
            AuditSink trail = sink;
            boolean started = false;
            try {
                Map<String, VaultBackend> opened = VaultSet.open(
                        config, clock, resolver, vaults, leases, (setting, secret) -> learn(secrets, setting, secret));
                OpenedTrail audit = OpenedTrail.open(
                        config, sink, clock, opened, (setting, secret) -> learn(secrets, setting, secret));
                trail = audit.sink();
                OutloopBroker broker = new OutloopBroker(start(config, snapshot, leases, audit, secrets));
                started = true;
                broker.warnOfRecovered();
                return broker;
            } finally {
                if (!started) {
                    try {
                        secrets.close();
                        leases.close();
                    } finally {
                        if (trail != null) {
                            OpenedTrail.closeQuietly(trail);
                        }
                    }
                }
            }
        }

        private Engine start(
                BrokerConfig config, Snapshot snapshot, Vaults leases, OpenedTrail audit, SecretRegistry secrets)
                throws StartException {
            EngineParts parts = new EngineParts(
                    leases,
                    audit.sink(),
                    NoState.limits(),
                    NoState.approvals(),
                    List.copyOf(policies),
                    secrets,
                    config.redaction().detectors().orElse(null),
                    List.copyOf(redactors),
                    listener,
                    resolver,
                    audit.fingerprints(),
                    clock);
            try {
                return parts.start(snapshot);
            } catch (IOException e) {
                throw new StartException("The audit trail cannot record that the broker starts: " + e.getMessage());
            }
        }

        private static void learn(SecretRegistry secrets, String setting, Secret secret) {
            secrets.learn("setting:" + setting, secret);
        }

        /** The Java runtime then prints what it sends, credentials included, from below any library. */
        private static void warnOfPlainTextDumps() {
            if (System.getProperty("javax.net.debug") != null) {
                LOG.warn("javax.net.debug is set: Java may print credentials in plain text; unset it and start again");
            }
        }
    }
}

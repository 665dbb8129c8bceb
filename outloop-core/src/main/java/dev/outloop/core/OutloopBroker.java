package dev.outloop.core;

import dev.outloop.Broker;
import dev.outloop.BrokerControl;
import dev.outloop.CallerToken;
import dev.outloop.TokenInfo;
import dev.outloop.UnconfirmedOrigin;
import dev.outloop.VaultHealth;
import dev.outloop.WorkspaceFolder;
import dev.outloop.action.ActionRequest;
import dev.outloop.core.internal.approve.AskedPerson;
import dev.outloop.core.internal.dispatch.NameResolver;
import dev.outloop.core.internal.pipeline.Engine;
import dev.outloop.identity.AgentRuntime;
import dev.outloop.identity.Caller;
import dev.outloop.identity.Workspace;
import dev.outloop.policy.Approval;
import dev.outloop.policy.Explanation;
import dev.outloop.secret.SecretRef;
import dev.outloop.spi.AccessSource;
import dev.outloop.spi.ApprovalStore;
import dev.outloop.spi.Approver;
import dev.outloop.spi.AuditSink;
import dev.outloop.spi.BrokerListener;
import dev.outloop.spi.LimitStore;
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
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A broker composed from a configuration and, where a host wants it, its own vaults, policies, redactors and trail.
 *
 * <p>Thread-safe. Whoever built it closes it; closing ends running calls, and closes the vaults and the trail, also those
 * that the host gave.
 */
public final class OutloopBroker implements BrokerControl {

    private final Engine engine;
    private final Reloads reloads;
    private final Redactions redactions;
    private final OpenedState state;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Takes over what runs. */
    OutloopBroker(Engine engine, Reloads reloads, OpenedState state) {
        this.engine = engine;
        this.reloads = reloads;
        this.state = state;
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
        return engine.callers().issue(engine.workspace(workspace), new AgentRuntime(runtime), null);
    }

    @Override
    public Caller assertCaller(String workspace, String runtime, Path workingDirectory) {
        Objects.requireNonNull(workingDirectory, "workingDirectory");
        return engine.callers().issue(engine.workspace(workspace), new AgentRuntime(runtime), workingDirectory);
    }

    @Override
    public CallerToken issueToken(String workspace, String runtime, Duration validFor) {
        Workspace known = engine.workspace(workspace);
        return Durable.call(() -> engine.tokens().issue(known, new AgentRuntime(runtime), validFor));
    }

    @Override
    public CallerToken rotateToken(String id, Duration overlap) {
        return Durable.call(() -> engine.tokens().rotate(id, overlap));
    }

    @Override
    public boolean revokeToken(String id) {
        return Durable.call(() -> engine.tokens().revoke(id));
    }

    @Override
    public List<TokenInfo> tokens() {
        return engine.tokens().list();
    }

    @Override
    public List<WorkspaceFolder> folders() {
        return engine.callers().folders().list();
    }

    @Override
    public WorkspaceFolder approveFolder(String workspace) {
        return Durable.call(() -> engine.callers().folders().approve(workspace));
    }

    @Override
    public Optional<String> worktreeOf(Path folder) {
        return engine.callers().folders().worktreeOf(folder);
    }

    @Override
    public WorkspaceFolder approveWorktree(String workspace, Path folder) {
        return Durable.call(() -> engine.callers().folders().approveWorktree(workspace, folder));
    }

    @Override
    public boolean removeWorktree(String workspace, Path folder) {
        return Durable.call(() -> engine.callers().folders().removeWorktree(workspace, folder));
    }

    @Override
    public Explanation explain(ActionRequest request) {
        return engine.explain(request);
    }

    @Override
    public List<Approval> approvals() throws IOException {
        return engine.approvals();
    }

    @Override
    public Approval approve(String id, @Nullable String note) throws IOException {
        return engine.answer(id, true, note);
    }

    @Override
    public Approval reject(String id, String note) throws IOException {
        return engine.answer(id, false, note);
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

    @Override
    public List<UnconfirmedOrigin> unconfirmedOrigins() {
        return engine.unconfirmedOrigins();
    }

    @Override
    public void confirmOrigin(UnconfirmedOrigin origin) throws IOException {
        engine.confirmOrigin(origin);
    }

    /**
     * Judges calls by another configuration's services, workspaces, accesses, rules and redaction, together with what the
     * access source has, if there is one. Either all of it is in force when this returns, or nothing; reloads wait for each
     * other.
     *
     * <p>Calls under an access that stays as it is go on, on the same connections, unless the new rules do not allow them.
     * All others end with {@code ACCESS_CHANGED}, streams included, and approvals of what has changed are void. The trail
     * has what changed for which workspace first.
     *
     * @throws ConfigException if it does not fit what the access source has, or changes vaults, trail or state
     * @throws IOException if the change cannot be recorded or kept, or the access source cannot be read
     */
    public void reload(BrokerConfig config) throws IOException, ConfigException {
        reloads.use(config);
    }

    /**
     * The same with the file anew that the present configuration is from; where it is from none, with the source anew.
     *
     * @throws ConfigException as above, and with all problems of the file
     * @throws IOException as above
     * @throws IllegalStateException if there is neither a file nor an access source
     */
    public void reload() throws IOException, ConfigException {
        reloads.readAnew();
    }

    /** Why what the access source has said last is not in force; empty if it is, or if there is none. It is read again. */
    public Optional<String> accessSourceFailure() {
        return reloads.sourceFailure();
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
        if (!closed.compareAndSet(false, true)) {
            return; // whoever was first still has calls to wait for, which write to what is closed behind them
        }
        try (state;
                reloads) {
            engine.close();
        }
    }

    /** Collects what a broker is composed of. Not thread-safe. */
    public static final class Builder {
        final Map<String, VaultBackend> vaults = new LinkedHashMap<>();
        final List<PolicyEvaluator> policies = new ArrayList<>();
        final List<Redactor> redactors = new ArrayList<>();

        @Nullable
        BrokerConfig config;

        @Nullable
        AuditSink sink;

        @Nullable
        AccessSource source;

        SourceFeed.Waits sourceWaits = SourceFeed.Waits.DEFAULT;

        @Nullable
        ApprovalStore approvals;

        AskedPerson person = AskedPerson.nobody();

        @Nullable
        LimitStore limitStore;

        BrokerListener listener = event -> {};
        NameResolver resolver = NameResolver.system();
        Clock clock = Clock.systemUTC();

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

        /**
         * Where more workspaces, accesses and rules come from, beside those of the configuration. The broker reads it when
         * it starts, at each reload and when the source says that something has changed, and closes it.
         */
        public Builder accessSource(AccessSource source) {
            this.source = Objects.requireNonNull(source, "source");
            return this;
        }

        /** The same, and the call waits 30 seconds for the answer. */
        public Builder approver(Approver approver) {
            return approver(approver, Duration.ofSeconds(30));
        }

        /**
         * Who is asked at once when a request begins to wait for a person.
         *
         * @param atMost how long the call waits for the answer, longer than no time; it may come later all the same
         */
        public Builder approver(Approver approver, Duration atMost) {
            if (atMost.isZero() || atMost.isNegative()) {
                throw new IllegalArgumentException("a person is given longer than no time");
            }
            this.person = new AskedPerson(Objects.requireNonNull(approver, "approver"), atMost);
            return this;
        }

        /**
         * Where what waits for a person is kept, in place of the folder that the configuration names. The broker closes it.
         * Without either, approvals are kept in memory: a restart asks again.
         */
        public Builder approvalStore(ApprovalStore store) {
            this.approvals = Objects.requireNonNull(store, "store");
            return this;
        }

        /** Where limits are counted, in place of the folder that the configuration names. The broker closes it. */
        public Builder limitStore(LimitStore limitStore) {
            this.limitStore = Objects.requireNonNull(limitStore, "limitStore");
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

        Builder sourceWaits(SourceFeed.Waits waits) {
            this.sourceWaits = waits;
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
            return Assembly.of(Composition.of(this));
        }
    }
}

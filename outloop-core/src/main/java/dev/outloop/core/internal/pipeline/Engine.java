package dev.outloop.core.internal.pipeline;

import dev.outloop.Broker;
import dev.outloop.Call;
import dev.outloop.VaultHealth;
import dev.outloop.action.Access;
import dev.outloop.action.ActionDefinition;
import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionSummary;
import dev.outloop.audit.AuditRecord;
import dev.outloop.core.internal.admit.Binding;
import dev.outloop.core.internal.admit.CallScope;
import dev.outloop.core.internal.admit.Callers;
import dev.outloop.core.internal.admit.Snapshot;
import dev.outloop.core.internal.admit.Tokens;
import dev.outloop.core.internal.detect.Detectors;
import dev.outloop.core.internal.lease.Vaults;
import dev.outloop.core.internal.secrets.SecretRegistry;
import dev.outloop.error.ErrorCode;
import dev.outloop.identity.Caller;
import dev.outloop.policy.Explanation;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running broker: its snapshot, its stages and the calls that are under way. Thread-safe. */
public final class Engine implements Broker, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    /** How long closing waits for calls that were told to stop; ending an exchange takes milliseconds. */
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final Stages stages;
    private final Pipeline pipeline;
    private final List<AuditRecord> interrupted;
    private final Tokens tokens;
    private final Clock clock;
    private final String idPrefix;
    private final AtomicLong lastId = new AtomicLong();
    private final RunningCalls running = new RunningCalls();
    private final ReentrantLock replacing = new ReentrantLock();
    private volatile Rulebook rulebook;

    /**
     * Takes over the stages and closes them.
     *
     * @param interrupted attempts of earlier runs that were closed as unknown
     */
    public Engine(Stages stages, Snapshot snapshot, List<AuditRecord> interrupted, Clock clock) {
        this.stages = stages;
        this.interrupted = List.copyOf(interrupted);
        this.pipeline = new Pipeline(stages);
        this.rulebook = Rulebook.of(snapshot);
        this.clock = clock;
        this.tokens = new Tokens(stages.callers(), clock);
        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        this.idPrefix = HexFormat.of().formatHex(random) + "-";
    }

    @Override
    public Optional<Caller> authenticate(CharSequence token) {
        return tokens.authenticate(token);
    }

    @Override
    public List<ActionSummary> actions(Caller caller) {
        if (!stages.callers().recognises(caller)) {
            return List.of();
        }
        List<ActionSummary> summaries = new ArrayList<>();
        for (Binding binding : snapshot().bindingsOf(caller.workspace())) {
            if (isOpenTo(binding.access(), caller)) {
                for (ActionDefinition action : binding.service().actions().values()) {
                    if (binding.access().approves(action)) {
                        summaries.add(ActionSummary.of(binding.access().alias(), action));
                    }
                }
            }
        }
        return summaries;
    }

    @Override
    public Call newCall(ActionRequest request) {
        CallScope scope = new CallScope(idPrefix + lastId.incrementAndGet());
        return new EngineCall(scope, delivery -> {
            running.enter(scope);
            try {
                return pipeline.perform(request, scope, rulebook, delivery);
            } finally {
                running.leave(scope);
            }
        });
    }

    /** The callers of this broker. */
    public Callers callers() {
        return stages.callers();
    }

    /** The tokens of this broker. */
    public Tokens tokens() {
        return tokens;
    }

    /** A text of the host with the known secrets of all workspaces cut. */
    public String scrub(String text) {
        return stages.redact().scrub(text, SecretRegistry.HOST);
    }

    /** The definitions that new calls are judged by. */
    public Snapshot snapshot() {
        return rulebook.snapshot();
    }

    /**
     * Judges new calls by other definitions and their answers by other detectors, and ends those that were let in under
     * the old ones.
     *
     * @throws IOException if the trail cannot record the change; nothing is then changed
     */
    public void replace(Snapshot next, @Nullable Detectors detectors) throws IOException {
        Rulebook compiled = Rulebook.of(next);
        Snapshot old;
        replacing.lock();
        try {
            old = snapshot();
            stages.journal().configured(old, next);
            stages.redact().use(detectors);
            rulebook = compiled;
        } finally {
            replacing.unlock();
        }
        end(old, ErrorCode.ACCESS_CHANGED);
    }

    /** The attempts of earlier runs that this one has closed as unknown. */
    public List<AuditRecord> interrupted() {
        return interrupted;
    }

    /** Why the trail takes nothing; empty while it does. */
    public Optional<String> trailFailure() {
        return stages.journal().failure();
    }

    /**
     * Has the trail go on after a failure.
     *
     * @throws IOException if it does not
     */
    public void renewTrail() throws IOException {
        replacing.lock();
        try {
            if (stages.journal().failure().isPresent()) {
                stages.journal().renew();
                stages.journal().configured(null, snapshot());
            }
        } finally {
            replacing.unlock();
        }
    }

    /** What is known of the vaults; what they said is free of known secrets. */
    public List<VaultHealth> health() {
        return shown(stages.lease().vaults().health());
    }

    /** The same after asking them. */
    public List<VaultHealth> checkVaults(Duration atMost) {
        return shown(stages.lease().vaults().check(atMost));
    }

    /** What the vaults lent; to invalidate it. */
    public Vaults vaults() {
        return stages.lease().vaults();
    }

    private List<VaultHealth> shown(List<VaultHealth> known) {
        return known.stream()
                .map(health -> VaultHealth.of(
                        health.vault(),
                        health.state(),
                        health.since(),
                        health.lastCode().orElse(null),
                        scrub(health.nextStep())))
                .toList();
    }

    /** Runs the two stages that have no effect, and tells what they said. */
    public Explanation explain(ActionRequest request) {
        return DryRun.of(stages.admit(), stages.authorize(), rulebook, request).explanation();
    }

    @Override
    public void close() {
        if (!running.close()) {
            return;
        }
        end(snapshot(), ErrorCode.BROKER_CLOSED);
        if (!running.awaitNone(DRAIN)) {
            LOG.warn("calls were still under way when the broker was closed; their outcome may not be on the trail");
        }
        try {
            stages.deadlines().close();
            stages.dispatch().close();
            stages.secrets().close();
            stages.lease().close();
            stages.limits().close();
            stages.approvals().close();
        } finally {
            // Also if a vault throws: the trail keeps what is owed, and lets go of its directory.
            closeJournal();
        }
    }

    private void closeJournal() {
        try {
            stages.journal().close();
        } catch (IOException | RuntimeException e) {
            LOG.error("the audit trail could not be closed in order; verify it");
        }
    }

    private void end(Snapshot old, ErrorCode reason) {
        old.end(reason);
        old.bindings().forEach(stages.dispatch()::closeBinding);
    }

    private boolean isOpenTo(Access access, Caller caller) {
        boolean runtime = access.runtimes().isEmpty()
                || access.runtimes().contains(caller.runtime().name());
        return runtime
                && access.expiresAt()
                        .filter(end -> !clock.instant().isBefore(end))
                        .isEmpty();
    }
}

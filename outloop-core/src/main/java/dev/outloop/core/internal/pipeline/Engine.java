package dev.outloop.core.internal.pipeline;

import dev.outloop.Broker;
import dev.outloop.Call;
import dev.outloop.UnconfirmedOrigin;
import dev.outloop.VaultHealth;
import dev.outloop.action.Access;
import dev.outloop.action.ActionDefinition;
import dev.outloop.action.ActionRequest;
import dev.outloop.action.ActionSummary;
import dev.outloop.audit.AuditRecord;
import dev.outloop.core.internal.admit.Binding;
import dev.outloop.core.internal.admit.CallScope;
import dev.outloop.core.internal.admit.Callers;
import dev.outloop.core.internal.admit.Folders;
import dev.outloop.core.internal.admit.Refused;
import dev.outloop.core.internal.admit.Snapshot;
import dev.outloop.core.internal.admit.Tokens;
import dev.outloop.core.internal.detect.Detectors;
import dev.outloop.core.internal.lease.Vaults;
import dev.outloop.core.internal.secrets.SecretRegistry;
import dev.outloop.error.ErrorCode;
import dev.outloop.identity.Caller;
import dev.outloop.identity.Workspace;
import dev.outloop.policy.Approval;
import dev.outloop.policy.Explanation;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running broker: its snapshot, its stages and the calls that are under way. Thread-safe. */
public final class Engine implements Broker, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);

    /** How long closing waits for calls that were told to stop; ending an exchange takes milliseconds. */
    private static final Duration DRAIN = Duration.ofSeconds(5);

    /** More than this hardware talks to services at once, and well below the files that a process may have open. */
    private static final int MAX_CALLS = 512;

    private final Stages stages;
    private final Pipeline pipeline;
    private final List<AuditRecord> interrupted;
    private final Clock clock;
    private final String idPrefix;
    private final AtomicLong lastId = new AtomicLong();
    private final RunningCalls running = new RunningCalls(MAX_CALLS);
    private final Attempts attempts;
    private final Changeover changeover;

    /**
     * Takes over the stages and closes them.
     *
     * @param interrupted attempts of earlier runs that were closed as unknown
     */
    Engine(Stages stages, Rulebook rulebook, List<AuditRecord> interrupted, Clock clock) {
        this.stages = stages;
        this.interrupted = List.copyOf(interrupted);
        this.attempts = new Attempts(stages.authorize(), rulebook, clock);
        this.changeover = new Changeover(stages, attempts);
        this.pipeline = new Pipeline(stages, attempts);
        this.clock = clock;
        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        this.idPrefix = HexFormat.of().formatHex(random) + "-";
    }

    @Override
    public Optional<Caller> authenticate(CharSequence token) {
        return tokens().authenticate(token, null, snapshot());
    }

    @Override
    public Optional<Caller> authenticate(CharSequence token, Path workingDirectory) {
        return tokens().authenticate(token, Objects.requireNonNull(workingDirectory, "workingDirectory"), snapshot());
    }

    @Override
    public List<ActionSummary> actions(Caller caller) {
        Snapshot judging = snapshot();
        try {
            stages.callers().require(caller, judging);
        } catch (Refused refused) {
            return List.of();
        }
        List<ActionSummary> summaries = new ArrayList<>();
        for (Binding binding : judging.bindingsOf(caller.workspace())) {
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
                return pipeline.perform(request, scope, attempts::current, delivery);
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
        return stages.tokens();
    }

    /** A text of the host with the known secrets of all workspaces cut. */
    public String scrub(String text) {
        return stages.redact().scrub(text, SecretRegistry.HOST);
    }

    /** The definitions that new calls are judged by. */
    public Snapshot snapshot() {
        return attempts.current().snapshot();
    }

    /**
     * Judges new calls by other definitions and their answers by other detectors. Calls whose grant is as before go on,
     * unless the new rules do not allow them; all others end with ACCESS_CHANGED, and their connections with them.
     *
     * @throws IOException if the trail cannot record the change, or what it needs kept cannot be; nothing is then changed
     */
    public void replace(Snapshot next, @Nullable Detectors detectors) throws IOException {
        changeover.replace(next, detectors);
    }

    /** The secrets that would go to an origin which nobody has confirmed. */
    public List<UnconfirmedOrigin> unconfirmedOrigins() {
        return stages.origins().unconfirmed(snapshot());
    }

    /**
     * Lets a secret go to another origin.
     *
     * @throws IllegalArgumentException if exactly this does not wait
     * @throws IOException if it cannot be recorded or kept
     */
    public void confirmOrigin(UnconfirmedOrigin origin) throws IOException {
        changeover.confirm(origin);
    }

    /**
     * The workspace of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Workspace workspace(String name) {
        return snapshot()
                .workspace(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no workspace of that name is configured; see 'workspaces' in the configuration"));
    }

    /** What waits for a person or can be used. */
    public List<Approval> approvals() throws IOException {
        return stages.approvals().open();
    }

    /**
     * Records a person's answer, then keeps it.
     *
     * @throws IllegalArgumentException if none of that id waits
     */
    public Approval answer(String id, boolean approved, @Nullable String note) throws IOException {
        return stages.approvals().answer(id, approved, note);
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
        changeover.renewTrail();
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
        return DryRun.of(stages.admit(), stages.origins(), stages.authorize(), attempts.current(), request)
                .explanation();
    }

    @Override
    public void close() {
        if (!running.close()) {
            return;
        }
        changeover.close();
        Snapshot last = snapshot();
        last.end(ErrorCode.BROKER_CLOSED);
        last.bindings().forEach(stages.dispatch()::closeBinding);
        if (!running.awaitNone(DRAIN)) {
            LOG.warn("calls were still under way when the broker was closed; their outcome may not be on the trail");
        }
        try {
            stages.deadlines().close();
            stages.dispatch().close();
            stages.secrets().close();
            stages.lease().close();
        } finally {
            try {
                closeState();
            } finally {
                // Also if a vault throws: the trail keeps what is owed, and lets go of its directory.
                closeJournal();
            }
        }
    }

    /** All of it, also if a host's store throws. */
    private void closeState() {
        try {
            stages.limits().close();
        } finally {
            try {
                stages.approvals().close();
            } finally {
                stages.origins().close();
                stages.tokens().close();
                folders().close();
            }
        }
    }

    private void closeJournal() {
        try {
            stages.journal().close();
        } catch (IOException | RuntimeException e) {
            LOG.error("the audit trail could not be closed in order; verify it");
        }
    }

    private Folders folders() {
        return stages.callers().folders();
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

package dev.outloop.core.internal.pipeline;

import dev.outloop.action.ActionRequest;
import dev.outloop.core.internal.admit.Admit;
import dev.outloop.core.internal.admit.Callers;
import dev.outloop.core.internal.admit.Folders;
import dev.outloop.core.internal.admit.Origins;
import dev.outloop.core.internal.admit.Snapshot;
import dev.outloop.core.internal.authorize.Authorize;
import dev.outloop.core.internal.authorize.NoState;
import dev.outloop.identity.AgentRuntime;
import dev.outloop.identity.Caller;
import dev.outloop.identity.Workspace;
import dev.outloop.spi.PolicyEvaluator;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** The two stages that have no effect, without a broker around them: no vault, no trail, no counts. Thread-safe. */
public final class DryStages {

    /** Callers without an end need no time. */
    private static final Clock NEVER = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private final Callers callers = new Callers(Folders.elsewhere(), NEVER);
    private final Origins origins;
    private final Admit admit;
    private final Rulebook rulebook;
    private final List<PolicyEvaluator> policies;

    /** Stages that judge by these definitions, and by the host's evaluators behind the built-in ones. */
    public DryStages(Snapshot snapshot, List<PolicyEvaluator> policies) {
        this.origins = Origins.trusting(snapshot);
        this.admit = new Admit(callers, origins);
        this.rulebook = Rulebook.of(snapshot, null);
        this.policies = List.copyOf(policies);
    }

    /** A caller that these stages recognise. */
    public Caller caller(Workspace workspace, AgentRuntime runtime) {
        return callers.issue(workspace, runtime, null);
    }

    /** Judges a request as it would be judged at that time. */
    public DryRun run(ActionRequest request, Instant time) {
        Clock clock = Clock.fixed(time, ZoneOffset.UTC);
        Authorize authorize = new Authorize(policies, NoState.limits(), NoState.approvals(), clock);
        return DryRun.of(admit, origins, authorize, rulebook, request);
    }
}

package dev.outloop.core;

import dev.outloop.action.ActionRequest;
import dev.outloop.core.internal.admit.Snapshot;
import dev.outloop.core.internal.pipeline.DryStages;
import dev.outloop.identity.AgentRuntime;
import dev.outloop.identity.Caller;
import dev.outloop.identity.Workspace;
import dev.outloop.spi.PolicyEvaluator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Judges requests as a broker with this configuration would, without being one: it opens no vault and no trail, keeps no
 * state and sends nothing. For tests of policies.
 *
 * <p>Requests take the same way through the same code as those of a broker, up to the point where limits would be charged
 * or a person asked. Immutable and thread-safe; nothing has to be closed.
 *
 * <p><b>Does not say</b> what is left of a limit, whether a person has approved, nor whether vault and service would answer.
 */
public final class PolicyBench {

    private final Snapshot snapshot;
    private final DryStages stages;

    private PolicyBench(BrokerConfig config, List<PolicyEvaluator> policies) {
        this.snapshot = Reloads.snapshot(config);
        this.stages = new DryStages(snapshot, policies);
    }

    /** A bench of a configuration alone. */
    public static PolicyBench of(BrokerConfig config) {
        return builder(config).build();
    }

    /** Starts a bench. */
    public static Builder builder(BrokerConfig config) {
        return new Builder(config);
    }

    /**
     * A caller that this bench, and no broker, recognises.
     *
     * @throws IllegalArgumentException if there is no workspace of that name, or the runtime's is no name
     */
    public Caller caller(String workspace, String runtime) {
        Workspace known = snapshot.workspace(workspace)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no workspace of that name is configured; see 'workspaces' in the configuration"));
        return stages.caller(known, new AgentRuntime(runtime));
    }

    /**
     * Judges a request.
     *
     * @param request one of a {@link #caller} of this bench
     * @param time when it is asked
     */
    public PolicyVerdict judge(ActionRequest request, Instant time) {
        return new PolicyVerdict(stages.run(request, time));
    }

    /** Collects what a bench judges by. Not thread-safe. */
    public static final class Builder {
        private final BrokerConfig config;
        private final List<PolicyEvaluator> policies = new ArrayList<>();

        private Builder(BrokerConfig config) {
            this.config = Objects.requireNonNull(config, "config");
        }

        /** A host's policy, asked behind the built-in ones and those added before, as a broker would. */
        public Builder policy(PolicyEvaluator policy) {
            policies.add(Objects.requireNonNull(policy, "policy"));
            return this;
        }

        /** The bench. */
        public PolicyBench build() {
            return new PolicyBench(config, policies);
        }
    }
}

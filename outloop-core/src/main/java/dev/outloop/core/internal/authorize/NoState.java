package dev.outloop.core.internal.authorize;

import dev.outloop.core.internal.admit.AdmittedAction;
import dev.outloop.core.internal.admit.Refused;
import dev.outloop.error.ErrorCode;
import dev.outloop.policy.Decision;
import dev.outloop.policy.LimitDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What stands in for limits and approvals in a broker that keeps neither: what needs one is refused. */
public final class NoState {

    private NoState() {}

    /** No limits. */
    public static LimitGate limits() {
        return new LimitGate() {
            @Override
            public Reserved reserve(AdmittedAction admitted, Collection<LimitDefinition> limits, Judgement judged)
                    throws Refused {
                throw Refused.of(
                        ErrorCode.STATE_UNAVAILABLE,
                        "This broker keeps no counts, so it cannot do what is limited; tell the person who runs it.");
            }

            @Override
            public List<String> look(AdmittedAction admitted, Collection<LimitDefinition> limits) {
                return List.of("this broker keeps no counts");
            }

            @Override
            public void close() {}
        };
    }

    /** No approvals: nothing that needs one has one. */
    public static ApprovalGate approvals() {
        return new ApprovalGate() {
            @Override
            public Optional<String> claim(AdmittedAction admitted, Decision decision) {
                return Optional.empty();
            }

            @Override
            public String look(AdmittedAction admitted, Decision decision) {
                return decision.message();
            }
        };
    }
}

package dev.outloop.core.internal.authorize;

import dev.outloop.core.internal.admit.AdmittedAction;
import dev.outloop.core.internal.admit.Refused;
import dev.outloop.error.ErrorCode;
import dev.outloop.policy.Decision;
import dev.outloop.policy.LimitDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** What stands in for limits and approvals in a broker that keeps neither: what needs one is refused. */
public final class NoState {

    private NoState() {}

    /** No limits. */
    public static LimitGate limits() {
        return new LimitGate() {
            @Override
            public Reserved reserve(AdmittedAction admitted, Collection<LimitDefinition> limits) throws Refused {
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

    /** No approvals: each request that needs one waits for good. */
    public static ApprovalGate approvals() {
        return new ApprovalGate() {
            @Override
            public String claim(AdmittedAction admitted, Decision decision) throws Refused {
                throw Refused.of(ErrorCode.APPROVAL_REQUIRED, decision.message());
            }

            @Override
            public String look(AdmittedAction admitted, Decision decision) {
                return decision.message();
            }

            @Override
            public void keepOnly(Set<String> definitions) {}

            @Override
            public void close() {}
        };
    }
}

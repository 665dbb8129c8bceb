package dev.outloop.core.internal.replay;

import dev.outloop.core.internal.admit.Refused;
import dev.outloop.core.internal.authorize.PossibleDecision;
import dev.outloop.error.ErrorCode;
import dev.outloop.policy.Decision;
import java.util.Set;

/**
 * One way in which a request may be decided now.
 *
 * @param kind ALLOW, DENY or REQUIRE_APPROVAL
 * @param code why not; empty if that is not known, or it is allowed
 * @param rule the rule that decides; empty if none does, or that is not known
 * @param limits what it is counted by
 * @param on what it depends on; empty if it does not
 */
record Answer(Decision.Kind kind, String code, String rule, Set<String> limits, Set<String> on) {

    static Answer denied(Refused refused) {
        return new Answer(Decision.Kind.DENY, refused.trueCause().name(), "", Set.of(), Set.of());
    }

    /** Denied, if what is named here is as it would have to be for that. */
    static Answer maybeDenied(Set<String> on) {
        return new Answer(Decision.Kind.DENY, "", "", Set.of(), on);
    }

    static Answer of(PossibleDecision possible) {
        Decision decision = possible.decision();
        if (decision.kind() == Decision.Kind.NONE) {
            return new Answer(Decision.Kind.DENY, ErrorCode.POLICY_SILENT.name(), "", Set.of(), possible.on());
        }
        String code = decision.kind() == Decision.Kind.DENY
                ? decision.code().map(ErrorCode::name).orElse("")
                : "";
        return new Answer(decision.kind(), code, decision.rule(), possible.limits(), possible.on());
    }

    Answer dependingOn(Set<String> more) {
        return new Answer(kind, code, rule, limits, Words.union(on, more));
    }
}

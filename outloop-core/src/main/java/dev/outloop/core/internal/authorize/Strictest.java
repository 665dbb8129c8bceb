package dev.outloop.core.internal.authorize;

import dev.outloop.policy.ApprovalTerms;
import java.time.Duration;

/**
 * What a yes is good for where several rules ask for one: no more than any of them grants.
 *
 * <p>The fewest uses, the shortest time to use it and the shortest wait. One that asks for each request is stricter than
 * any that asks for the first use alone, whose terms then do not count.
 */
final class Strictest {

    private Strictest() {}

    static ApprovalTerms of(ApprovalTerms one, ApprovalTerms other) {
        if (one.firstUse() != other.firstUse()) {
            return one.firstUse() ? other : one;
        }
        ApprovalTerms both = ApprovalTerms.once()
                .times(Math.min(one.times(), other.times()), shorter(one.within(), other.within()))
                .waiting(shorter(one.waiting(), other.waiting()));
        return one.firstUse() ? both.forFirstUse() : both;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}

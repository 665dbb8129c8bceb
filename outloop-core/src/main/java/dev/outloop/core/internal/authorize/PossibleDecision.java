package dev.outloop.core.internal.authorize;

import dev.outloop.policy.Decision;
import java.util.Set;

/**
 * What evaluators may together say of a request that is only partly known.
 *
 * @param decision the decision
 * @param limits what the request is then counted by
 * @param on the parameters whose values it depends on; empty if it depends on none
 */
public record PossibleDecision(Decision decision, Set<String> limits, Set<String> on) {

    /** Copies. */
    public PossibleDecision {
        limits = Set.copyOf(limits);
        on = Set.copyOf(on);
    }
}

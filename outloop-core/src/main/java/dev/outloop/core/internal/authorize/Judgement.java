package dev.outloop.core.internal.authorize;

import dev.outloop.policy.Decision;
import java.util.Set;

/**
 * What all evaluators together say.
 *
 * @param decision the strongest decision
 * @param limits what the request is counted by if it is attempted: those of its access and of every evaluator
 */
public record Judgement(Decision decision, Set<String> limits) {}

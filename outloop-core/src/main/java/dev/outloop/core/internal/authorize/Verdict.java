package dev.outloop.core.internal.authorize;

import dev.outloop.policy.Decision;

/**
 * What one evaluator said.
 *
 * @param evaluator its name
 * @param decision its decision
 */
public record Verdict(String evaluator, Decision decision) {}

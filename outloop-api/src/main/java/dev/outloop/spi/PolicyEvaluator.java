package dev.outloop.spi;

import dev.outloop.policy.Decision;
import dev.outloop.policy.PolicyInput;

/**
 * Judges admitted requests.
 *
 * <p>Thread-safe, quick and <b>pure</b>: the same input gives the same decision, and nothing is changed or counted, since
 * explaining and replaying call it too. One that throws denies.
 */
@FunctionalInterface
public interface PolicyEvaluator {

    /** The decision; {@link Decision#none()} where it has no opinion. */
    Decision evaluate(PolicyInput input);

    /** A name for explanations. */
    default String name() {
        return getClass().getSimpleName();
    }
}

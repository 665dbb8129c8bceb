package dev.outloop.core.internal.config;

import java.util.function.Predicate;

/** The kind of patterns that definitions may have. */
@FunctionalInterface
public interface Patterns {

    /**
     * Whether a whole text matches the pattern.
     *
     * @throws IllegalArgumentException if the pattern is not of this kind
     */
    Predicate<String> compile(String pattern);
}

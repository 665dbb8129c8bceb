package dev.outloop.core.internal.replay;

import java.util.Set;

/**
 * What became of one record under other definitions. Equal where everything but the request itself is.
 *
 * @param outcome whether the answer is the same
 * @param was how it was decided
 * @param now how it is decided now; ways that differ are joined by {@code or}
 * @param rules the rules that decide now
 * @param on what the trail does not hold, on which it depends
 * @param changes what makes it another request now, although it is answered alike
 * @param alias the alias
 * @param action the action; empty if the record has none
 * @param limits what it is counted by now
 */
public record Retried(
        Outcome outcome,
        String was,
        String now,
        Set<String> rules,
        Set<String> on,
        Set<String> changes,
        String alias,
        String action,
        Set<String> limits) {

    /** Whether the answer is the same. */
    public enum Outcome {
        /** It is. */
        SAME,
        /** It is not, or it is given to another request. */
        DIFFERS,
        /** The trail does not hold enough to tell. */
        DEPENDS,
        /** The record is of no decision that definitions make. */
        NOT_JUDGED
    }
}

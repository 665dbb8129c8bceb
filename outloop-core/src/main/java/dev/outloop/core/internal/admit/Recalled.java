package dev.outloop.core.internal.admit;

import java.util.Map;
import java.util.Set;

/**
 * The parameters of a request as far as something is known of them.
 *
 * @param known by name the written form of those that are known
 * @param given those that were given, with a value that is not known
 * @param doubtful those of which it is not even known whether they were given
 */
public record Recalled(Map<String, String> known, Set<String> given, Set<String> doubtful) {

    /** Copies. */
    public Recalled {
        known = Map.copyOf(known);
        given = Set.copyOf(given);
        doubtful = Set.copyOf(doubtful);
    }
}

package dev.outloop.core.internal.redact;

import java.util.Map;
import java.util.TreeMap;

/** How many places were cut, by kind. Not thread-safe. */
final class Counts {

    private final Map<String, Long> byKind = new TreeMap<>();

    void add(String kind) {
        byKind.merge(kind, 1L, Long::sum);
    }

    /** A copy, in the order of the kinds. */
    Map<String, Long> byKind() {
        return new TreeMap<>(byKind);
    }
}

package dev.outloop.core.internal.redact;

import java.util.Map;
import java.util.TreeMap;

/** How many places were cut, and how many were found and left in place, by kind. Not thread-safe. */
final class Counts {

    private final Map<String, Long> cut = new TreeMap<>();
    private final Map<String, Long> left = new TreeMap<>();

    void addCut(String kind) {
        cut.merge(kind, 1L, Long::sum);
    }

    void addLeft(String kind) {
        left.merge(kind, 1L, Long::sum);
    }

    /** A copy, in the order of the kinds. */
    Map<String, Long> cut() {
        return new TreeMap<>(cut);
    }

    /** A copy, in the order of the kinds. */
    Map<String, Long> left() {
        return new TreeMap<>(left);
    }
}

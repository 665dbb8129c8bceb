package dev.outloop.core.internal.redact;

import dev.outloop.action.FieldPointer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Declared pointers, joined where they begin alike. Not changed once all are added. */
final class FieldTree {

    private final Map<String, FieldTree> named = new HashMap<>();
    private @Nullable FieldTree any;
    private boolean included;
    private boolean excluded;
    private boolean leadsToIncluded;

    void include(FieldPointer pointer) {
        FieldTree at = this;
        for (String segment : pointer.segments()) {
            at.leadsToIncluded = true;
            at = at.below(segment);
        }
        at.included = true;
    }

    void exclude(FieldPointer pointer) {
        FieldTree at = this;
        for (String segment : pointer.segments()) {
            at = at.below(segment);
        }
        at.excluded = true;
    }

    /** Whether a pointer ends here that shows what is here. */
    boolean isIncluded() {
        return included;
    }

    /** Whether a pointer ends here that keeps back what is here. */
    boolean isExcluded() {
        return excluded;
    }

    /** Whether a pointer goes on from here to something that it shows. */
    boolean leadsToIncluded() {
        return leadsToIncluded;
    }

    /** Adds where the pointers go on to from here under a name: none, one or two places. */
    void addBelow(String name, List<FieldTree> places) {
        FieldTree exact = named.get(name);
        if (exact != null) {
            places.add(exact);
        }
        if (any != null) {
            places.add(any);
        }
    }

    private FieldTree below(String segment) {
        if (!segment.equals(FieldPointer.ANY)) {
            return named.computeIfAbsent(segment, name -> new FieldTree());
        }
        FieldTree tree = any == null ? new FieldTree() : any;
        any = tree;
        return tree;
    }
}

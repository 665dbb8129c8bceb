package dev.outloop.core.internal.redact;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Takes what one redactor finds: to cut it, or to count it only. A redactor that looks at undecided bytes again may find
 * the same there; it counts once. Not thread-safe.
 */
final class Places {

    private final List<Cut> cuts;
    private final Counts counts;
    private final Predicate<String> isLeft;
    private final Set<Place> undecided = new HashSet<>();

    /** Adds to the cuts and counts that it shares with others. */
    Places(List<Cut> cuts, Counts counts, Predicate<String> isLeft) {
        this.cuts = cuts;
        this.counts = counts;
        this.isLeft = isLeft;
    }

    private record Place(long from, long to, String kind) {}

    void found(long from, long to, String kind) {
        if (undecided.add(new Place(from, to, kind))) {
            if (isLeft.test(kind)) {
                counts.addLeft(kind);
            } else {
                cuts.add(new Cut(from, to, kind));
            }
        }
    }

    Cut opened(long from, String kind) {
        Cut cut = new Cut(from, Long.MAX_VALUE, kind);
        cuts.add(cut);
        return cut;
    }

    /** Nothing before that offset will be looked at again. */
    void decided(long offset) {
        if (!undecided.isEmpty()) {
            undecided.removeIf(place -> place.from < offset);
        }
    }
}

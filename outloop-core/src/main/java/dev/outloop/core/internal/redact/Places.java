package dev.outloop.core.internal.redact;

import java.util.List;
import java.util.function.Predicate;

/** Takes what one redactor finds: to cut it, or to count it only. */
record Places(List<Cut> cuts, Counts counts, Predicate<String> isLeft) {

    void found(long from, long to, String kind) {
        if (isLeft.test(kind)) {
            counts.addLeft(kind);
        } else {
            cuts.add(new Cut(from, to, kind));
        }
    }

    Cut opened(long from, String kind) {
        Cut cut = new Cut(from, Long.MAX_VALUE, kind);
        cuts.add(cut);
        return cut;
    }
}

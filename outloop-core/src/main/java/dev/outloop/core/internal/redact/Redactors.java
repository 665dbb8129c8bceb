package dev.outloop.core.internal.redact;

import dev.outloop.core.internal.detect.Detectors;
import dev.outloop.spi.Redactor;
import dev.outloop.spi.ResponseContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What sees a text once known secrets are cut.
 *
 * @param detectors of secrets that nobody registered, or null if they are not wanted
 * @param ofHost the host's own
 * @param cutsAll whether places are cut that detectors would only count
 */
record Redactors(@Nullable Detectors detectors, List<Redactor> ofHost, boolean cutsAll) {

    /** None at all. */
    static final Redactors NONE = new Redactors(null, List.of());

    Redactors(@Nullable Detectors detectors, List<Redactor> ofHost) {
        this(detectors, ofHost, false);
    }

    /** The detectors alone, with everything cut that they find. */
    Redactors detectorsCuttingAll() {
        return new Redactors(detectors, List.of(), true);
    }

    /** Whether any has something to say of the text; those of the host are not asked, as only they know. */
    boolean mayFindIn(byte[] utf8) {
        return !ofHost.isEmpty() || (detectors != null && detectors.find(utf8));
    }

    /** Runs them side by side. */
    Cutter open(ResponseContext context, ByteSink next, Counts counts) throws Withheld {
        Cutter cutter = new Cutter(next, counts);
        if (detectors != null) {
            cutter.add(detectors, context, true, kind -> !cutsAll && !detectors.cuts(kind));
        }
        for (Redactor redactor : ofHost) {
            cutter.add(redactor, context, false, kind -> false);
        }
        return cutter;
    }
}

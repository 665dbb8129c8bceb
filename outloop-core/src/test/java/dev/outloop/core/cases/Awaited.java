package dev.outloop.core.cases;

import java.util.Set;

/** What the trail does not do yet: the drivers are written, and each fails until it does. */
final class Awaited {

    /** Attempts of a broker that ended are closed by the next one; denials of one caller share records. */
    static final boolean ENGINE = true;

    static final Set<String> CASES = Set.of("AUD-001", "AUD-002", "AUD-010", "AUD-011");

    private Awaited() {}
}

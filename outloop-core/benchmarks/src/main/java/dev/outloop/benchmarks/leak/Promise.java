package dev.outloop.benchmarks.leak;

/** What is promised about a form. */
enum Promise {
    /** Never shown; a miss fails the run. */
    MUST,
    /** Meant to be cut; a miss is listed. */
    SHOULD,
    /** Cut where that comes for free. */
    BEST_EFFORT,
    /** Nobody who does not know the form can cut it; shown to be honest. */
    CANNOT
}

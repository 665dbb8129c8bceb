package dev.outloop.benchmarks;

/** Searches a text; says what it found, so that an arm that searched for nothing is noticed. */
interface SearchArm extends Arm {

    /** How many finds there were in the last call. */
    long finds();
}

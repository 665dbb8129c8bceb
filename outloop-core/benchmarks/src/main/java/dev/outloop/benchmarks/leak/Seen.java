package dev.outloop.benchmarks.leak;

/**
 * All that an agent saw of one call.
 *
 * @param octets head, body and message, in octets shown as Latin-1
 * @param ending how the response ended
 */
record Seen(String octets, Ending ending) {

    enum Ending {
        COMPLETE,
        WITHHELD,
        /** By its deadline, for one; not by a decision about its content. */
        BROKEN_OFF
    }
}

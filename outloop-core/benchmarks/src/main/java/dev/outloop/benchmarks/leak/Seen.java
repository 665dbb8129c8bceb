package dev.outloop.benchmarks.leak;

/**
 * All that an agent saw of one call.
 *
 * @param octets head, body and message, in octets shown as Latin-1
 * @param withheld whether the response, or the rest of it, was kept back
 */
record Seen(String octets, boolean withheld) {}

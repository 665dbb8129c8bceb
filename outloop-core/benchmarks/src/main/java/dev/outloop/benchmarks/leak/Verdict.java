package dev.outloop.benchmarks.leak;

/** What became of one planted form. */
enum Verdict {
    /** Nothing of the secret is to be seen, and the text round it stayed. */
    CAUGHT,
    /** The form, or enough of the secret, is to be seen. */
    MISSED,
    /** Nothing of the secret is to be seen, and neither is text that should have stayed. */
    OVER_REDACTED,
    /** The response was kept back, with nothing of the secret before that. */
    WITHHELD,
    /** Nothing of the secret is to be seen, because the call ended in another way, such as by its deadline. */
    BROKEN_OFF
}

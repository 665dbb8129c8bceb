package dev.outloop.core.internal.authorize;

/** Whether something holds of a request: yes, no, or it cannot be told. The order is that of strength when all have to. */
enum Truth {
    NO,
    UNDECIDED,
    YES;

    static Truth of(boolean holds) {
        return holds ? YES : NO;
    }

    /** Whether both hold: one no is enough for a no. */
    Truth and(Truth other) {
        return compareTo(other) <= 0 ? this : other;
    }
}

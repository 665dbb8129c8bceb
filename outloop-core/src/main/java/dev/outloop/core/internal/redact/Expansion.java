package dev.outloop.core.internal.redact;

/** Bounds what compressed bytes become, over all codings of one response, by size and by ratio. */
final class Expansion {

    private static final int FREE_BYTES = 64 * 1024;

    private final long maxBytes;
    private final int maxRatio;
    private long received;

    Expansion(long maxBytes, int maxRatio) {
        this.maxBytes = maxBytes;
        this.maxRatio = maxRatio;
    }

    void received(int bytes) {
        received += bytes;
    }

    /** Checks what one coding has produced so far. A layer inside another may hold a little more than the body. */
    void requireWithinRatio(long produced) throws Withheld {
        if (produced - FREE_BYTES > received * maxRatio || produced > maxBytes + FREE_BYTES) {
            throw Withheld.tooLarge("the response expands beyond the service's limits; ask for less at a time");
        }
    }
}

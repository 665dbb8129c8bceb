package dev.outloop.core.internal.redact;

/** Bounds what compressed bytes become, over all codings of one response, by size and by ratio. */
final class Expansion {

    private static final int FREE_BYTES = 64 * 1024;
    private static final int STEP_BYTES = 512;

    private final long maxBytes;
    private final int maxRatio;
    private long credited;

    Expansion(long maxBytes, int maxRatio) {
        this.maxBytes = maxBytes;
        this.maxRatio = maxRatio;
    }

    /**
     * The sink for what comes from the wire. It credits whole steps and never crosses one, so that the ratio is judged
     * alike however the bytes came in.
     */
    ByteSink measured(ByteSink next) {
        return new ByteSink() {
            private long received;

            @Override
            public void write(byte[] bytes, int offset, int length) throws Withheld {
                int at = offset;
                int end = offset + length;
                while (at < end) {
                    int room = STEP_BYTES - (int) (received % STEP_BYTES);
                    int count = Math.min(end - at, room);
                    credited = received + room;
                    next.write(bytes, at, count);
                    received += count;
                    at += count;
                }
            }

            @Override
            public void end() throws Withheld {
                next.end();
            }
        };
    }

    /** Checks what one coding has produced so far. A layer inside another may hold a little more than the body. */
    void requireWithinRatio(long produced) throws Withheld {
        if (produced - FREE_BYTES > credited * maxRatio || produced - FREE_BYTES > maxBytes) {
            throw Withheld.tooLarge("the response expands beyond the service's limits; ask for less at a time");
        }
    }
}

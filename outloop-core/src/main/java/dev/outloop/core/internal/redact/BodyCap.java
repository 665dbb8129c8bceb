package dev.outloop.core.internal.redact;

/** Bounds a body; what fits goes on, so that the undecided end of it is what gets lost. */
final class BodyCap implements ByteSink {

    private final long maxBytes;
    private final ByteSink next;
    private long count;

    BodyCap(long maxBytes, ByteSink next) {
        this.maxBytes = maxBytes;
        this.next = next;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws Withheld {
        int fitting = (int) Math.min(length, maxBytes - count);
        count += fitting;
        next.write(bytes, offset, fitting);
        requireNothingBeyond(length - fitting);
    }

    private static void requireNothingBeyond(int bytes) throws Withheld {
        if (bytes > 0) {
            throw Withheld.tooLarge("the response is larger than the service's limit; ask for less at a time");
        }
    }

    @Override
    public void end() throws Withheld {
        next.end();
    }
}

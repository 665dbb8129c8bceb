package dev.outloop.core.internal.secrets;

/** Tells quickly that a text's last bytes, up to fourteen, are no beginning of a literal; it may be wrong the other way. */
final class PrefixFilter {

    private static final int HASHED_BYTES = 6;
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;

    private final long[] filter;
    private final int shift;

    PrefixFilter(Pattern[] patterns) {
        int bits = Math.max(10, 32 - Integer.numberOfLeadingZeros(patterns.length) + 6);
        this.filter = new long[1 << bits - 6];
        this.shift = 64 - bits;
        for (Pattern pattern : patterns) {
            long prefix = 0;
            for (int length = 1; length <= HASHED_BYTES; length++) {
                prefix = prefix << 8 | pattern.bytes[length - 1] & 0xff;
                long hash = hash(prefix, length);
                filter[(int) (hash >>> 6)] |= 1L << hash;
            }
        }
    }

    /** Whether the bytes, at least one, may be the beginning of a literal. */
    boolean mayBegin(byte[] text, int from, int to) {
        int length = Math.min(to - from, HASHED_BYTES);
        long prefix = 0;
        for (int at = from; at < from + length; at++) {
            prefix = prefix << 8 | text[at] & 0xff;
        }
        long hash = hash(prefix, length);
        return (filter[(int) (hash >>> 6)] >>> hash & 1) != 0;
    }

    private long hash(long prefix, int length) {
        return (prefix << 3 | length) * MULTIPLIER >>> shift;
    }
}

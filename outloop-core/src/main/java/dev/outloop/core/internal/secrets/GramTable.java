package dev.outloop.core.internal.secrets;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds where a text has one of the first grams of a literal, looking at every eighth place of it only: a bit filter,
 * then an open-addressed table. Not changed once it is built.
 *
 * <p>Of literals of 15 bytes or more the grams of eight bytes at the first eight offsets are there, one of which is met
 * whatever the alignment. Shorter ones have a table of their own, with grams of five bytes at the first four offsets,
 * every fourth place.
 */
final class GramTable {

    static final int LONG_LITERAL_BYTES = 15;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
    private static final int BITS_PER_GRAM = 64;
    private static final int MIN_FILTER_BITS = 12;
    private static final int MAX_FILTER_BITS = 23;

    private final int gramBytes;
    private final int stride;
    private final long mask;
    private final long[] filter;
    private final int filterShift;
    private final long[] grams;
    /** For each gram the offsets in literals at which it stands, as bits; zero where the place is free. */
    private final byte[] offsets;

    private final int tableShift;
    private final int capacity;
    private int count;

    private GramTable(int gramBytes, int stride, int capacity) {
        this.gramBytes = gramBytes;
        this.stride = stride;
        this.mask = -1L >>> 64 - 8 * gramBytes;
        this.capacity = capacity;
        int filterBits = Math.min(MAX_FILTER_BITS, Math.max(MIN_FILTER_BITS, log2(capacity * BITS_PER_GRAM)));
        this.filter = new long[1 << filterBits - 6];
        this.filterShift = 64 - filterBits;
        int tableBits = log2(capacity * 2);
        this.grams = new long[1 << tableBits];
        this.offsets = new byte[1 << tableBits];
        this.tableShift = 64 - tableBits;
    }

    private GramTable(GramTable other) {
        this.gramBytes = other.gramBytes;
        this.stride = other.stride;
        this.mask = other.mask;
        this.capacity = other.capacity;
        this.filter = other.filter.clone();
        this.filterShift = other.filterShift;
        this.grams = other.grams.clone();
        this.offsets = other.offsets.clone();
        this.tableShift = other.tableShift;
        this.count = other.count;
    }

    /** For that many literals of at least {@link #LONG_LITERAL_BYTES}. */
    static GramTable ofLong(int literals) {
        return new GramTable(8, 8, Math.max(8, literals * 8));
    }

    /** For that many shorter literals. */
    static GramTable ofShort(int literals) {
        return new GramTable(5, 4, Math.max(4, literals * 4));
    }

    /** A copy to add more literals to, or null if they might not fit. */
    @Nullable
    GramTable copyFor(int more) {
        return count + more * stride <= capacity ? new GramTable(this) : null;
    }

    void add(byte[] literal) {
        for (int offset = 0; offset < stride; offset++) {
            long gram = gram(literal, offset, literal.length);
            long hash = gram * MULTIPLIER >>> filterShift;
            filter[(int) (hash >>> 6)] |= 1L << hash;
            int slot = slot(gram);
            count += offsets[slot] == 0 ? 1 : 0;
            grams[slot] = gram;
            offsets[slot] |= (byte) (1 << offset);
        }
    }

    boolean isEmpty() {
        return count == 0;
    }

    int stride() {
        return stride;
    }

    /** The first place that is {@code from} or a whole number of strides behind it and may have a gram, or {@code to}. */
    int next(byte[] text, int from, int to) {
        int at = stride == 8 ? nextEighth(text, from, to) : nextFourth(text, from, to);
        for (; at + gramBytes <= to; at += stride) {
            if (passes(gram(text, at, to))) {
                return at;
            }
        }
        return to;
    }

    /** The offsets in literals at which the gram there stands, as bits. */
    int offsetsOf(byte[] text, int at, int to) {
        return offsets[slot(gram(text, at, to))] & 0xff;
    }

    /** Overwrites the grams, which are parts of secrets. */
    void wipe() {
        Arrays.fill(grams, 0);
    }

    // The stride has to be a constant in these loops, which is why there are two.
    private int nextEighth(byte[] text, int from, int to) {
        long[] bits = filter;
        int shift = filterShift;
        int at = from;
        for (int end = to - 32; at <= end; at += 32) {
            long a = (long) LONG.get(text, at) * MULTIPLIER >>> shift;
            long b = (long) LONG.get(text, at + 8) * MULTIPLIER >>> shift;
            long c = (long) LONG.get(text, at + 16) * MULTIPLIER >>> shift;
            long d = (long) LONG.get(text, at + 24) * MULTIPLIER >>> shift;
            long hits = bits[(int) (a >>> 6)] >>> a
                    | bits[(int) (b >>> 6)] >>> b
                    | bits[(int) (c >>> 6)] >>> c
                    | bits[(int) (d >>> 6)] >>> d;
            if ((hits & 1) != 0) {
                break;
            }
        }
        return at;
    }

    private int nextFourth(byte[] text, int from, int to) {
        long[] bits = filter;
        int shift = filterShift;
        long low = mask;
        int at = from;
        for (int end = to - 20; at <= end; at += 16) {
            long a = ((long) LONG.get(text, at) & low) * MULTIPLIER >>> shift;
            long b = ((long) LONG.get(text, at + 4) & low) * MULTIPLIER >>> shift;
            long c = ((long) LONG.get(text, at + 8) & low) * MULTIPLIER >>> shift;
            long d = ((long) LONG.get(text, at + 12) & low) * MULTIPLIER >>> shift;
            long hits = bits[(int) (a >>> 6)] >>> a
                    | bits[(int) (b >>> 6)] >>> b
                    | bits[(int) (c >>> 6)] >>> c
                    | bits[(int) (d >>> 6)] >>> d;
            if ((hits & 1) != 0) {
                break;
            }
        }
        return at;
    }

    private long gram(byte[] text, int at, int to) {
        if (at + 8 <= to) {
            return (long) LONG.get(text, at) & mask;
        }
        long gram = 0;
        for (int i = gramBytes - 1; i >= 0; i--) {
            gram = gram << 8 | text[at + i] & 0xff;
        }
        return gram;
    }

    private boolean passes(long gram) {
        long hash = gram * MULTIPLIER >>> filterShift;
        return (filter[(int) (hash >>> 6)] >>> hash & 1) != 0;
    }

    /** Where the gram stands, or the free place that it would take. */
    private int slot(long gram) {
        int slot = (int) (gram * MULTIPLIER >>> tableShift);
        while (offsets[slot] != 0 && grams[slot] != gram) {
            slot = slot + 1 & grams.length - 1;
        }
        return slot;
    }

    private static int log2(int number) {
        return 32 - Integer.numberOfLeadingZeros(number - 1);
    }
}

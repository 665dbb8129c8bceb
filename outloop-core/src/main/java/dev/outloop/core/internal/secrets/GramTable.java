package dev.outloop.core.internal.secrets;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds where a text has the first eight bytes of a pattern: a bit filter, then an open-addressed table. Immutable. */
final class GramTable {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
    private static final int MIN_FILTER_BITS = 12;

    private final long[] filter;
    private final int filterShift;
    private final long[] grams;
    private final int[] firsts;
    private final int[] ends;
    private final int tableShift;

    /** For patterns in unsigned order, so that those with the same gram stand together. */
    GramTable(Pattern[] sorted) {
        int bits = Math.max(MIN_FILTER_BITS, 32 - Integer.numberOfLeadingZeros(sorted.length) + 6);
        this.filter = new long[1 << bits - 6];
        this.filterShift = 64 - bits;
        int tableBits = Math.max(4, 33 - Integer.numberOfLeadingZeros(sorted.length));
        this.grams = new long[1 << tableBits];
        this.firsts = new int[1 << tableBits];
        this.ends = new int[1 << tableBits];
        this.tableShift = 64 - tableBits;
        int first = 0;
        for (int i = 1; i <= sorted.length; i++) {
            if (i == sorted.length || gram(sorted[i].bytes, 0) != gram(sorted[first].bytes, 0)) {
                insert(gram(sorted[first].bytes, 0), first, i);
                first = i;
            }
        }
    }

    static long gram(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    /** The first offset not below {@code from} whose gram passes the filter, or {@code end} if none does. */
    int nextCandidate(byte[] text, int from, int end) {
        long[] bits = filter;
        int shift = filterShift;
        int at = from;
        for (; at + 3 < end; at += 4) {
            long a = gram(text, at) * MULTIPLIER >>> shift;
            long b = gram(text, at + 1) * MULTIPLIER >>> shift;
            long c = gram(text, at + 2) * MULTIPLIER >>> shift;
            long d = gram(text, at + 3) * MULTIPLIER >>> shift;
            long hits = bits[(int) (a >>> 6)] >>> a
                    | bits[(int) (b >>> 6)] >>> b
                    | bits[(int) (c >>> 6)] >>> c
                    | bits[(int) (d >>> 6)] >>> d;
            if ((hits & 1) != 0) {
                break;
            }
        }
        while (at < end && !passes(gram(text, at))) {
            at++;
        }
        return at;
    }

    /** The table's slot for the gram, or -1. */
    int slot(long gram) {
        int mask = grams.length - 1;
        int slot = (int) (gram * MULTIPLIER >>> tableShift);
        while (ends[slot] != 0) {
            if (grams[slot] == gram) {
                return slot;
            }
            slot = slot + 1 & mask;
        }
        return -1;
    }

    /** The index of the first pattern with the slot's gram. */
    int first(int slot) {
        return firsts[slot];
    }

    /** The index after the last pattern with the slot's gram. */
    int end(int slot) {
        return ends[slot];
    }

    private boolean passes(long gram) {
        long hash = gram * MULTIPLIER >>> filterShift;
        return (filter[(int) (hash >>> 6)] >>> hash & 1) != 0;
    }

    private void insert(long gram, int first, int end) {
        long hash = gram * MULTIPLIER >>> filterShift;
        filter[(int) (hash >>> 6)] |= 1L << hash;
        int mask = grams.length - 1;
        int slot = (int) (gram * MULTIPLIER >>> tableShift);
        while (ends[slot] != 0) {
            slot = slot + 1 & mask;
        }
        grams[slot] = gram;
        firsts[slot] = first;
        ends[slot] = end;
    }
}

package dev.outloop.core.internal.detect;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds where a keyword may begin: a bit filter over the first four bytes, then a bucket of keywords to compare.
 *
 * <p>Case is folded coarsely here, since the comparison is exact. Immutable.
 */
final class KeywordTable {

    /** How many bytes the filter looks at. */
    static final int GRAM_BYTES = 4;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int MULTIPLIER = 0x9E3779B1;
    private static final int FOLD = 0x20202020;
    private static final int FILTER_BITS = 17;
    private static final int BUCKET_BITS = 12;
    private static final int SHIFT = 32 - FILTER_BITS;
    private static final Keyword[] NONE = {};

    private final long[] filter = new long[1 << FILTER_BITS - 6];
    private final Keyword[][] byGram = new Keyword[1 << BUCKET_BITS][];
    private final Keyword[][] byFirst = new Keyword[256][];

    KeywordTable(List<Keyword> keywords) {
        Arrays.fill(byGram, NONE);
        Arrays.fill(byFirst, NONE);
        for (Keyword keyword : keywords) {
            for (byte[] gram : grams(keyword)) {
                int hash = hash((int) INT.get(gram, 0));
                filter[hash >>> 6] |= 1L << hash;
                byGram[bucket(hash)] = with(byGram[bucket(hash)], keyword);
            }
            int first = keyword.bytes[0] & 0xff;
            byFirst[first] = with(byFirst[first], keyword);
            if (keyword.anyCase) {
                int upper = Character.toUpperCase(first);
                byFirst[upper] = with(byFirst[upper], keyword);
            }
        }
    }

    /** The first offset not below {@code from} whose bytes pass the filter, or {@code end} if none do. */
    int next(byte[] text, int from, int end) {
        long[] bits = filter;
        int at = from;
        for (; at + GRAM_BYTES < end; at += 4) {
            long bytes = (long) LONG.get(text, at);
            long a = filtered(bits, (int) bytes);
            long b = filtered(bits, (int) (bytes >>> 8));
            long c = filtered(bits, (int) (bytes >>> 16));
            long d = filtered(bits, (int) (bytes >>> 24));
            if (((a | b | c | d) & 1) != 0) {
                return at + Long.numberOfTrailingZeros(a & 1 | (b & 1) << 1 | (c & 1) << 2 | 8);
            }
        }
        while (at < end && (filtered(bits, (int) INT.get(text, at)) & 1) == 0) {
            at++;
        }
        return at;
    }

    /** The keywords that may stand at an offset with {@link #GRAM_BYTES} bytes behind it. */
    Keyword[] at(byte[] text, int at) {
        return byGram[bucket(hash((int) INT.get(text, at)))];
    }

    /** The keywords that begin with the byte. */
    Keyword[] beginningWith(byte first) {
        return byFirst[first & 0xff];
    }

    /** The lowest bit tells whether the gram may be one of a keyword. */
    private static long filtered(long[] bits, int gram) {
        int hash = hash(gram);
        return bits[hash >>> 6] >>> hash;
    }

    private static int hash(int gram) {
        return (gram | FOLD) * MULTIPLIER >>> SHIFT;
    }

    private static int bucket(int hash) {
        return hash >>> FILTER_BITS - BUCKET_BITS;
    }

    /** A shorter keyword has as many grams as there are bytes that can follow it. */
    private static List<byte[]> grams(Keyword keyword) {
        List<byte[]> grams = new ArrayList<>();
        if (keyword.bytes.length >= GRAM_BYTES) {
            grams.add(keyword.bytes);
            return grams;
        }
        for (CompiledRule rule : keyword.rules) {
            rule.elements[0].bytes().values().forEach(next -> {
                byte[] gram = Arrays.copyOf(keyword.bytes, GRAM_BYTES);
                gram[GRAM_BYTES - 1] = (byte) next;
                grams.add(gram);
            });
        }
        return grams;
    }

    private static Keyword[] with(Keyword[] keywords, Keyword more) {
        if (Arrays.asList(keywords).contains(more)) {
            return keywords;
        }
        Keyword[] all = Arrays.copyOf(keywords, keywords.length + 1);
        all[keywords.length] = more;
        return all;
    }
}

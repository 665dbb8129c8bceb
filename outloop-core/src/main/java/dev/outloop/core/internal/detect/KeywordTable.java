package dev.outloop.core.internal.detect;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Finds where a keyword may begin: a bit filter over four bytes at every other offset, then a bucket of keywords to compare.
 *
 * <p>Every other offset is enough because the filter knows two grams of each keyword, one byte apart: its first four bytes
 * and the four from its second on. Of a keyword of three bytes, which needs others to make a gram, it knows also what may
 * stand before it instead, since that is less often met than two bytes of it and two that follow. Case is folded coarsely
 * here, since the comparison is exact. Immutable.
 */
final class KeywordTable {

    /** How many bytes the filter looks at. */
    static final int GRAM_BYTES = 4;

    /** What every keyword has at least. */
    static final int MIN_BYTES = 3;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int MULTIPLIER = 0x9E3779B1;
    private static final int FOLD = 0x20202020;
    private static final long FOLD_8 = 0x2020202020202020L;
    private static final int FILTER_BITS = 17;
    /** Each gram sets two bits of one word. */
    private static final int WORD_SHIFT = 32 - FILTER_BITS + 6;

    private static final int BIT_SHIFT = WORD_SHIFT - 6;
    private static final int OTHER_BIT_SHIFT = BIT_SHIFT - 6;
    private static final int BUCKET_BITS = 10;
    private static final Keyword[] NONE = {};

    private final long[] filter = new long[1 << FILTER_BITS - 6];
    private final Keyword[][] byBeginning = new Keyword[1 << BUCKET_BITS][];
    private final Keyword[][] byFirst = new Keyword[256][];

    KeywordTable(List<Keyword> keywords) {
        Arrays.fill(byBeginning, NONE);
        Arrays.fill(byFirst, NONE);
        for (Keyword keyword : keywords) {
            addGrams(keyword);
            byte[] bytes = keyword.bytes;
            int bucket = bucket((int) INT.get(Arrays.copyOf(bytes, GRAM_BYTES), 0));
            byBeginning[bucket] = with(byBeginning[bucket], keyword);
            int first = bytes[0] & 0xff;
            byFirst[first] = with(byFirst[first], keyword);
            int upper = Character.toUpperCase(first);
            if (keyword.anyCase && upper != first) {
                byFirst[upper] = with(byFirst[upper], keyword);
            }
        }
    }

    /**
     * Skips offsets at which no keyword begins.
     *
     * @param from at which a keyword of three bytes is found only by what follows it
     * @param end the first offset without {@link #GRAM_BYTES} bytes behind it, or one before that
     * @return an offset at which a keyword may begin, at it or one before; at or just behind the end if there is none
     */
    int next(byte[] text, int from, int end) {
        // One long method on purpose: compiled into its caller, the loop was a fifth slower.
        long[] bits = filter;
        int at = from;
        for (; at + 16 < end; at += 18) {
            long x = (long) LONG.get(text, at) | FOLD_8;
            long y = (long) LONG.get(text, at + 6) | FOLD_8;
            long z = (long) LONG.get(text, at + 12) | FOLD_8;
            long a = one(bits, (int) x);
            long b = one(bits, (int) (x >>> 16));
            long c = one(bits, (int) (x >>> 32));
            long d = one(bits, (int) y);
            long e = one(bits, (int) (y >>> 16));
            long f = one(bits, (int) (y >>> 32));
            long g = one(bits, (int) z);
            long h = one(bits, (int) (z >>> 16));
            long i = one(bits, (int) (z >>> 32));
            if (((a | b | c | d | e | f | g | h | i) & 1) != 0) {
                long early = a & 1 | (b & 1) << 2 | (c & 1) << 4 | (d & 1) << 6 | (e & 1) << 8;
                long late = (f & 1) << 10 | (g & 1) << 12 | (h & 1) << 14 | (i & 1) << 16;
                return at + Long.numberOfTrailingZeros(early | late);
            }
        }
        while (at < end && (one(bits, (int) INT.get(text, at) | FOLD) & 1) == 0) {
            at += 2;
        }
        return at;
    }

    /** The keywords that may stand at an offset with {@link #GRAM_BYTES} bytes behind it. */
    Keyword[] at(byte[] text, int at) {
        return byBeginning[bucket((int) INT.get(text, at))];
    }

    /** The keywords that begin with the byte. */
    Keyword[] beginningWith(byte first) {
        return byFirst[first & 0xff];
    }

    /** The lowest bit tells whether a folded gram may be one of a keyword. */
    private static long one(long[] bits, int gram) {
        int hash = gram * MULTIPLIER;
        long word = bits[hash >>> WORD_SHIFT];
        return word >>> (hash >>> BIT_SHIFT) & word >>> (hash >>> OTHER_BIT_SHIFT);
    }

    /** By the lowest {@link #MIN_BYTES} bytes. */
    private static int bucket(int beginning) {
        return (beginning << 8 | FOLD) * MULTIPLIER >>> 32 - BUCKET_BITS;
    }

    private void addGrams(Keyword keyword) {
        byte[] bytes = keyword.bytes;
        for (CompiledRule rule : keyword.rules) {
            TokenPattern pattern = rule.rule.pattern();
            if (bytes.length > GRAM_BYTES) {
                add(bytes, 0);
                add(bytes, 1);
            } else if (bytes.length == GRAM_BYTES) {
                add(bytes, 0);
                addFollowed(bytes, 1, pattern.first());
            } else {
                addFollowed(bytes, 0, pattern.first());
                byte[] gram = new byte[GRAM_BYTES];
                System.arraycopy(bytes, 0, gram, 1, MIN_BYTES);
                History.before(rule.rule).values().forEach(before -> {
                    gram[0] = (byte) before;
                    add(gram, 0);
                });
            }
        }
    }

    private void addFollowed(byte[] keyword, int from, ByteClass following) {
        byte[] gram = Arrays.copyOfRange(keyword, from, from + GRAM_BYTES);
        following.values().forEach(next -> {
            gram[GRAM_BYTES - 1] = (byte) next;
            add(gram, 0);
        });
    }

    private void add(byte[] bytes, int from) {
        int hash = ((int) INT.get(bytes, from) | FOLD) * MULTIPLIER;
        filter[hash >>> WORD_SHIFT] |= 1L << (hash >>> BIT_SHIFT) | 1L << (hash >>> OTHER_BIT_SHIFT);
    }

    private static Keyword[] with(Keyword[] keywords, Keyword more) {
        Keyword[] all = Arrays.copyOf(keywords, keywords.length + 1);
        all[keywords.length] = more;
        return all;
    }
}

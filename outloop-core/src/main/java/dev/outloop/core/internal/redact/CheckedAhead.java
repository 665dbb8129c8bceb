package dev.outloop.core.internal.redact;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Passes over the parts of a text in which no reading can find anything, eight bytes at a time, and says where the
 * readings have to look.
 *
 * <p>Nothing that they would find is passed over. A form that differs from its bytes in the text does so by an escape or
 * by a line break between characters of a code, and each of these is a stop unless it does nothing to any form; every
 * other form has one of its first groups of four at a place that is looked at, which is a stop as well. So what is begun
 * at a stop began at most {@value #MOST} bytes before it and as it stands, and a reading at rest that starts there comes
 * to the stop in the same state as one that read all. Immutable until closed.
 */
final class CheckedAhead implements AutoCloseable {

    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long BACKSLASHES = '\\' * ONES;
    private static final long PERCENTS = '%' * ONES;
    private static final long AMPERSANDS = '&' * ONES;
    private static final int ABOVE_BREAKS = '\r' + 1;

    /** Of what is begun, the last character may not belong to the word yet be undecided; three before it tell. */
    private static final int FEW = 3;

    private static final int MOST = CheckedBeginnings.MOST_UNSEEN + 1;

    private final CheckedBeginnings beginnings;
    private final CheckedSeams seams;
    /** A plus introduces something only if a word has a blank. */
    private final long pluses;

    CheckedAhead(List<byte[]> words, boolean isPlusRead) {
        beginnings = new CheckedBeginnings(words);
        seams = new CheckedSeams(beginnings);
        pluses = isPlusRead ? '+' * ONES : PERCENTS;
    }

    /** The first place from {@code from} on that has to be read; less than eight bytes before the end at the latest. */
    int stop(byte[] bytes, int from, int to) {
        if (!beginnings.areAllKnown()) {
            return from;
        }
        int at = suspect(bytes, from, to);
        while (to - at >= Long.BYTES) {
            int passed = passed(bytes, from, at, to);
            if (passed < Long.BYTES) {
                return at + passed;
            }
            at = suspect(bytes, at + Long.BYTES, to);
        }
        return at;
    }

    /** Where, for a stop, a reading at rest has to start, so that it has read all that may have begun. */
    int start(byte[] bytes, int from, int stop) {
        boolean mayHaveBegun =
                stop - from > FEW && beginnings.mayHold(bytes[stop - 4], bytes[stop - 3], bytes[stop - 2]);
        return Math.max(from, stop - (mayHaveBegun ? MOST : FEW));
    }

    @Override
    public void close() {
        beginnings.close();
    }

    /** The first eight bytes, or fewer at the end, that are not all innocent at the first glance. */
    private int suspect(byte[] bytes, int from, int to) {
        int at = from;
        while (to - at >= Long.BYTES) {
            long eight = (long) EIGHT.get(bytes, at);
            if (marks(eight) != 0 || beginnings.mayHoldEither(eight)) {
                break;
            }
            at += Long.BYTES;
        }
        return at;
    }

    /** How many of eight bytes come before the first that has to be read. */
    private int passed(byte[] bytes, int from, int at, int to) {
        long eight = (long) EIGHT.get(bytes, at);
        if (beginnings.mayHold((int) eight)) {
            return 0;
        }
        int most = beginnings.mayHold((int) (eight >>> 32)) ? CheckedBeginnings.STRIDE : Long.BYTES;
        for (long rest = marks(eight); rest != 0; rest &= rest - 1) {
            int index = Long.numberOfTrailingZeros(rest) / Byte.SIZE;
            if (index >= most) {
                break;
            }
            if (!seams.isPassed(bytes, from, at + index, to)) {
                return index;
            }
        }
        return most;
    }

    /** The high bits of the bytes that may be an introducer or a line break; the lowest of them is none by chance. */
    private long marks(long eight) {
        long zeros = zeros(eight ^ BACKSLASHES) | zeros(eight ^ PERCENTS) | zeros(eight ^ AMPERSANDS);
        return (zeros | zeros(eight ^ pluses) | eight - ABOVE_BREAKS * ONES & ~eight) & HIGHS;
    }

    private static long zeros(long eight) {
        return eight - ONES & ~eight;
    }
}

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
 * by a line break between characters of a code, and all of those are stopped at; every other form has one of its first
 * groups of four at a place that is looked at. So what has begun before a stop began at most
 * {@value CheckedBeginnings#MOST_UNSEEN} bytes before it and as it stands, and a reading at rest that starts there comes
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

    /** A match may be alive that the last byte does not go on; so three that do stand before it, or are not looked for. */
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
        int at = from;
        while (to - at >= Long.BYTES) {
            long eight = (long) EIGHT.get(bytes, at);
            long marks = marks(eight);
            boolean isHigh = beginnings.mayHold((int) (eight >>> 32));
            if (beginnings.mayHold((int) eight)) {
                return at;
            }
            if (marks != 0 || isHigh) {
                int most = isHigh ? CheckedBeginnings.STRIDE : Long.BYTES;
                int stop = at + firstRead(bytes, from, at, to, marks, most);
                if (stop < at + Long.BYTES) {
                    return stop;
                }
            }
            at += Long.BYTES;
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

    /** Of the marked bytes before {@code most}, the first that has to be read; {@code most} if there is none. */
    private int firstRead(byte[] bytes, int from, int at, int to, long marks, int most) {
        for (long rest = marks; rest != 0; rest &= rest - 1) {
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

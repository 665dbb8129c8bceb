package dev.outloop.core.internal.secrets;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds bytes eight at a time (Warren, "Hacker's Delight", section 6-1). A borrow may report a byte too early within the
 * same eight, never too late, so each place is looked at again.
 */
final class ByteSearch {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    /** Classes of bytes at which reading has to stop, as bits. */
    static final int BACKSLASH = 1;

    static final int PERCENT = 2;
    static final int PLUS = 4;
    static final int AMPERSAND = 8;
    static final int FOLD = 16;

    private static final byte[] CLASSES = classes();

    private ByteSearch() {}

    /** The first place of the byte, or {@code to}. */
    static int indexOf(byte wanted, byte[] text, int from, int to) {
        long pattern = ONES * (wanted & 0xff);
        int at = from;
        for (; at + 8 <= to; at += 8) {
            long x = (long) LONG.get(text, at) ^ pattern;
            if ((x - ONES & ~x & HIGHS) != 0) {
                break;
            }
        }
        while (at < to && text[at] != wanted) {
            at++;
        }
        return at;
    }

    /** The first line feed, carriage return or first byte of a character without width, or {@code to}. */
    static int indexOfFold(byte[] text, int from, int to) {
        int at = from;
        while (at < to) {
            // Control characters and bytes beyond ASCII.
            for (; at + 8 <= to; at += 8) {
                long x = (long) LONG.get(text, at);
                if (((x - ONES * 0x20 & ~x | x) & HIGHS) != 0) {
                    break;
                }
            }
            int end = Math.min(at + 8, to);
            for (; at < end; at++) {
                if (CLASSES[text[at] & 0xff] == FOLD) {
                    return at;
                }
            }
        }
        return to;
    }

    /** The classes that are among the bytes. */
    static int classesIn(byte[] text, int from, int to) {
        int classes = 0;
        int at = from;
        while (at < to) {
            for (; at + 8 <= to; at += 8) {
                long x = (long) LONG.get(text, at);
                // Control characters; what lies four by four with the percent sign and the ampersand, and with the plus
                // sign; the backslash; bytes beyond ASCII.
                long hits = x - ONES * 0x20
                        | (x ^ ONES * 0x24) - ONES * 4
                        | (x ^ ONES * '+') - ONES
                        | (x ^ ONES * '\\') - ONES
                        | x;
                if ((hits & HIGHS) != 0) {
                    break;
                }
            }
            int end = Math.min(at + 8, to);
            for (; at < end; at++) {
                classes |= CLASSES[text[at] & 0xff];
            }
        }
        return classes;
    }

    private static byte[] classes() {
        byte[] classes = new byte[256];
        classes['\\'] = BACKSLASH;
        classes['%'] = PERCENT;
        classes['+'] = PLUS;
        classes['&'] = AMPERSAND;
        for (int b : new int[] {'\n', '\r', 0xc2, 0xe2, 0xef}) {
            classes[b] = FOLD;
        }
        return classes;
    }
}

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
    private static final boolean[] PARTS = parts();

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

    /** The classes that are among the bytes, but for {@link #PLUS}. */
    static int classesIn(byte[] text, int from, int to) {
        int classes = 0;
        int at = from;
        while (at < to) {
            for (; at + 32 <= to; at += 32) {
                long stops = mayStop((long) LONG.get(text, at))
                        | mayStop((long) LONG.get(text, at + 8))
                        | mayStop((long) LONG.get(text, at + 16))
                        | mayStop((long) LONG.get(text, at + 24));
                if ((stops & HIGHS) != 0) {
                    break;
                }
            }
            for (int end = Math.min(at + 32, to); at < end; ) {
                boolean isWhole = at + 8 <= to;
                if (isWhole && (mayStop((long) LONG.get(text, at)) & HIGHS) == 0) {
                    at += 8;
                    continue;
                }
                for (int last = isWhole ? at + 8 : to; at < last; at++) {
                    classes |= CLASSES[text[at] & 0xff];
                }
            }
        }
        return classes;
    }

    /** Whether the byte may be in an escape of any kind, at its start or behind it. */
    static boolean isPart(byte b) {
        return PARTS[b & 0xff];
    }

    /** Whether one of eight bytes may be of any class, in the highest bit of each; the other bits mean nothing. */
    private static long mayStop(long bytes) {
        // Control characters; the four from $ on, with percent sign and ampersand; backslash; bytes beyond ASCII.
        return bytes - ONES * 0x20 | (bytes ^ ONES * '$') - ONES * 4 | (bytes ^ ONES * '\\') - ONES | bytes;
    }

    private static byte[] classes() {
        byte[] classes = new byte[256];
        classes['\\'] = BACKSLASH;
        classes['%'] = PERCENT;
        classes['&'] = AMPERSAND;
        for (int b : new int[] {'\n', '\r', 0xc2, 0xe2, 0xef}) {
            classes[b] = FOLD;
        }
        return classes;
    }

    private static boolean[] parts() {
        boolean[] parts = new boolean[256];
        for (int b = 0; b < 128; b++) {
            parts[b] = Character.isLetterOrDigit(b) || "\\%&#;{}".indexOf(b) >= 0;
        }
        for (int b : new int[] {0xc2, 0xad, 0xe2, 0x80, 0x8b, 0x8c, 0x8d, 0x81, 0xa0, 0xef, 0xbb, 0xbf}) {
            parts[b] = true;
        }
        return parts;
    }
}

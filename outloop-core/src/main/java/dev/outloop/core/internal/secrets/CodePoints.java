package dev.outloop.core.internal.secrets;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads UTF-8 into numbers, as no secret may become a string. */
final class CodePoints {

    private static final int[] LEAST = {0, 0, 0x80, 0x800, 0x10000};

    private CodePoints() {}

    /** The code points, or null if the bytes are not well-formed UTF-8 (RFC 3629). The caller overwrites the array. */
    static int @Nullable [] of(byte[] utf8) {
        int[] points = new int[utf8.length];
        int count = 0;
        int at = 0;
        while (at < utf8.length) {
            int length = length(utf8[at]);
            if (length == 0 || at + length > utf8.length) {
                return wiped(points);
            }
            int point = length == 1 ? utf8[at] : utf8[at] & 0x7f >> length;
            for (int i = 1; i < length; i++) {
                if ((utf8[at + i] & 0xc0) != 0x80) {
                    return wiped(points);
                }
                point = point << 6 | utf8[at + i] & 0x3f;
            }
            if (point < LEAST[length] || point > 0x10ffff || point >= 0xd800 && point < 0xe000) {
                return wiped(points);
            }
            points[count++] = point;
            at += length;
        }
        int[] result = Arrays.copyOf(points, count);
        wiped(points);
        return result;
    }

    /** Appends the code point as UTF-8. */
    static void append(ByteText out, int point) {
        if (point < 0x80) {
            out.add(point);
        } else if (point < 0x800) {
            out.add(0xc0 | point >> 6).add(0x80 | point & 0x3f);
        } else if (point < 0x10000) {
            out.add(0xe0 | point >> 12).add(0x80 | point >> 6 & 0x3f).add(0x80 | point & 0x3f);
        } else {
            out.add(0xf0 | point >> 18).add(0x80 | point >> 12 & 0x3f);
            out.add(0x80 | point >> 6 & 0x3f).add(0x80 | point & 0x3f);
        }
    }

    private static int length(byte lead) {
        int b = lead & 0xff;
        return b < 0x80 ? 1 : b < 0xc2 ? 0 : b < 0xe0 ? 2 : b < 0xf0 ? 3 : b < 0xf5 ? 4 : 0;
    }

    private static int @Nullable [] wiped(int[] points) {
        Arrays.fill(points, 0);
        return null;
    }
}

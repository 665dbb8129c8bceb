package dev.outloop.core.internal.secrets;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A value as text of other encodings (UTF-16 in either order, Latin-1), in other case, and with a part missing.
 */
final class TextForms {

    /** Three quarters of fewer bytes would be a literal of those lengths that cost every text a search of their own. */
    private static final int MIN_PARTED_BYTES = 31;

    private TextForms() {}

    static void addTo(Forms forms, byte[] value) {
        int @Nullable [] points = CodePoints.of(value);
        if (points != null) {
            forms.add("utf-16", wide(points, 8, 0));
            forms.add("utf-16", wide(points, 0, 8));
            if (isLatin1(points)) {
                forms.add("latin-1", latin1(points));
            }
            Arrays.fill(points, 0);
        }
        forms.add("case", inCase(value, 'a', 'z'));
        forms.add("case", inCase(value, 'A', 'Z'));
        if (value.length >= MIN_PARTED_BYTES) {
            int kept = value.length - value.length / 4;
            forms.add("part", new ByteText(kept).add(value, 0, kept));
            forms.add("part", new ByteText(kept).add(value, value.length - kept, value.length));
        }
    }

    private static ByteText wide(int[] points, int firstShift, int secondShift) {
        ByteText out = new ByteText(points.length * 2);
        for (int point : points) {
            if (point < 0x10000) {
                out.add(point >> firstShift).add(point >> secondShift);
            } else {
                int high = 0xd7c0 + (point >> 10);
                int low = 0xdc00 | point & 0x3ff;
                out.add(high >> firstShift).add(high >> secondShift);
                out.add(low >> firstShift).add(low >> secondShift);
            }
        }
        return out;
    }

    private static boolean isLatin1(int[] points) {
        return Arrays.stream(points).allMatch(point -> point < 0x100);
    }

    private static ByteText latin1(int[] points) {
        ByteText out = new ByteText(points.length);
        for (int point : points) {
            out.add(point);
        }
        return out;
    }

    /** With the letters of that range in the other case. */
    private static ByteText inCase(byte[] value, char first, char last) {
        ByteText out = new ByteText(value.length);
        for (byte b : value) {
            out.add(b >= first && b <= last ? b ^ 0x20 : b);
        }
        return out;
    }
}

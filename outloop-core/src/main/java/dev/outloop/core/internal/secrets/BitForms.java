package dev.outloop.core.internal.secrets;

import java.util.Arrays;

/**
 * A value inside base64, base64url and base32 (RFC 4648, sections 4 to 6): for base64 at each of the three alignments
 * the characters that it determines alone, so that it is found inside longer values; and, where the encoded text ends
 * with it, its last character and the padding too.
 */
final class BitForms {

    private static final String COMMON = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final String BASE64 = COMMON + "+/";
    private static final String BASE64URL = COMMON + "-_";
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final String[] PADDING = {"", "", "==", "", "="};

    private BitForms() {}

    static void addTo(Forms forms, byte[] value) {
        for (int before = 0; before < 3; before++) {
            addAligned(forms, "base64", BASE64, value, before);
            addAligned(forms, "base64url", BASE64URL, value, before);
        }
        int characters = value.length * 8 / 5;
        forms.add("base32", characters(BASE32, 5, value, 0, 0, characters));
        if (value.length * 8 % 5 != 0) {
            forms.add("base32", characters(BASE32, 5, value, 0, 0, characters + 1));
        }
        try (ByteText once = characters(BASE64, 6, value, 0, 0, (value.length * 8 + 5) / 6)) {
            byte[] inner = once.toByteArray();
            forms.add("base64 twice", characters(BASE64, 6, inner, 0, 0, inner.length * 8 / 6));
            Arrays.fill(inner, (byte) 0);
        }
    }

    private static void addAligned(Forms forms, String kind, String alphabet, byte[] value, int before) {
        int endBit = (before + value.length) * 8;
        int firstWhole = (before * 8 + 5) / 6;
        int endWhole = endBit / 6;
        forms.add(kind, characters(alphabet, 6, value, before, firstWhole, endWhole));
        if (endBit % 6 != 0) {
            forms.add(kind, characters(alphabet, 6, value, before, firstWhole, endWhole + 1));
            forms.add(
                    kind,
                    characters(alphabet, 6, value, before, firstWhole, endWhole + 1)
                            .add(PADDING[endBit % 6]));
        }
    }

    private static ByteText characters(String alphabet, int width, byte[] value, int before, int from, int to) {
        ByteText out = new ByteText(to - from + 2);
        for (int i = from; i < to; i++) {
            out.add(alphabet.charAt(bits(value, i * width - before * 8, width)));
        }
        return out;
    }

    /** That many bits from there on; past the end they are zero, as RFC 4648 section 3.5 wants. */
    private static int bits(byte[] value, int bit, int width) {
        int at = bit >> 3;
        int pair = (value[at] & 0xff) << 8 | (at + 1 < value.length ? value[at + 1] & 0xff : 0);
        return pair >> 16 - width - (bit & 7) & (1 << width) - 1;
    }
}

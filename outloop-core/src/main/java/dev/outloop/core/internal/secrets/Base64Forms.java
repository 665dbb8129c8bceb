package dev.outloop.core.internal.secrets;

/**
 * A value inside base64 or base64url (RFC 4648, sections 4 and 5): at each of the three alignments the characters that
 * it determines alone, so that it is found inside longer values; and, where the encoded text ends with it, its last
 * character and the padding too.
 */
final class Base64Forms {

    private static final String COMMON = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private Base64Forms() {}

    static void addTo(Forms forms, byte[] value) {
        for (int before = 0; before < 3; before++) {
            addAligned(forms, "base64", COMMON + "+/", value, before);
            addAligned(forms, "base64url", COMMON + "-_", value, before);
        }
    }

    private static void addAligned(Forms forms, String kind, String alphabet, byte[] value, int before) {
        long firstBit = before * 8L;
        long endBit = firstBit + value.length * 8L;
        int firstWhole = (int) ((firstBit + 5) / 6);
        int endWhole = (int) (endBit / 6);
        forms.add(kind, characters(alphabet, value, before, firstWhole, endWhole));
        if (endBit % 6 != 0) {
            forms.add(kind, characters(alphabet, value, before, firstWhole, endWhole + 1));
            String padding = endBit % 6 == 2 ? "==" : "=";
            forms.add(
                    kind,
                    characters(alphabet, value, before, firstWhole, endWhole + 1)
                            .add(padding));
        }
    }

    private static ByteText characters(String alphabet, byte[] value, int before, int from, int to) {
        ByteText out = new ByteText(to - from + 2);
        for (int i = from; i < to; i++) {
            out.add(alphabet.charAt(sixBits(value, i * 6L - before * 8L)));
        }
        return out;
    }

    /** The six bits from there on; past the end they are zero, as RFC 4648 section 3.5 wants. */
    private static int sixBits(byte[] value, long bit) {
        int at = (int) (bit >> 3);
        int pair = (value[at] & 0xff) << 8 | (at + 1 < value.length ? value[at + 1] & 0xff : 0);
        return pair >> 10 - (int) (bit & 7) & 0x3f;
    }
}

package dev.outloop.core.internal.secrets;

/** A value as hex digits (RFC 4648, section 8), all lower or all upper case. */
final class HexForms {

    private HexForms() {}

    static void addTo(Forms forms, byte[] value) {
        forms.add("hex", encode(value, false));
        forms.add("hex", encode(value, true));
    }

    private static ByteText encode(byte[] value, boolean upper) {
        ByteText out = new ByteText(value.length * 2);
        for (byte b : value) {
            out.addHex(b, 2, upper);
        }
        return out;
    }
}

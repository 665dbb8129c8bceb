package dev.outloop.core.internal.secrets;

/** A value as hex digits (RFC 4648, section 8) in one case, run together or with a colon or blank between the bytes. */
final class HexForms {

    private HexForms() {}

    static void addTo(Forms forms, byte[] value) {
        for (String separator : new String[] {"", ":", " "}) {
            forms.add("hex", encode(value, separator, false));
            forms.add("hex", encode(value, separator, true));
        }
    }

    private static ByteText encode(byte[] value, String separator, boolean upper) {
        ByteText out = new ByteText(value.length * (2 + separator.length()));
        for (int i = 0; i < value.length; i++) {
            out.add(i == 0 ? "" : separator).addHex(value[i], 2, upper);
        }
        return out;
    }
}

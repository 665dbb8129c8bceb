package dev.outloop.core.internal.secrets;

/** A value percent-encoded (RFC 3986, section 2.1; for forms the WHATWG URL standard), as the common encoders do it. */
final class PercentForms {

    /**
     * What is left as it is beside letters and digits: RFC 3986 strictly, encodeURIComponent, forms, a path segment, a
     * whole path, encodeURI, and nothing beyond alphanumerics.
     */
    private static final String[] KEPT = {
        "-._~", "-_.!~*'()", "*-._", "-._~!$&'()*+,;=:@", "-._~/", "-._~!$&'()*+,;=:@/", "-_.!~*'();/?:@&=+$,#", ""
    };

    private PercentForms() {}

    static void addTo(Forms forms, byte[] value) {
        for (String kept : KEPT) {
            forms.add("percent", encode(value, kept, false, false));
            forms.add("percent", encode(value, kept, true, false));
            forms.add("percent", encode(value, kept, false, true));
            forms.add("percent", encode(value, kept, true, true));
        }
        forms.add("percent", encodeEvery(value, false));
        forms.add("percent", encodeEvery(value, true));
    }

    private static ByteText encode(byte[] value, String kept, boolean upper, boolean plusForSpace) {
        ByteText out = new ByteText(value.length * 3);
        for (byte b : value) {
            if (isAlphanumeric(b) || b > 0 && kept.indexOf(b) >= 0) {
                out.add(b);
            } else if (plusForSpace && b == ' ') {
                out.add('+');
            } else {
                out.add('%').addHex(b, 2, upper);
            }
        }
        return out;
    }

    private static ByteText encodeEvery(byte[] value, boolean upper) {
        ByteText out = new ByteText(value.length * 3);
        for (byte b : value) {
            out.add('%').addHex(b, 2, upper);
        }
        return out;
    }

    private static boolean isAlphanumeric(byte b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9';
    }
}

package dev.outloop.core.internal.admit;

import java.nio.charset.StandardCharsets;

/** Percent-encoding of RFC 3986: everything but the unreserved characters of section 2.3, in upper-case hex. */
public final class PercentCode {

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private PercentCode() {}

    /** Appends the text so that it stands for itself in a path segment, a query name or a query value. */
    public static void encode(StringBuilder out, String text) {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (isUnreserved(b)) {
                out.append((char) b);
            } else {
                out.append('%').append(HEX[b >> 4 & 0xf]).append(HEX[b & 0xf]);
            }
        }
    }

    /** Whether the byte is a letter, a digit or one of {@code -._~}. */
    public static boolean isUnreserved(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || "-._~".indexOf(b) >= 0;
    }
}

package dev.outloop.core.internal.authorize;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A number as every reader takes it: digits, at most one point with digits on both sides, and a minus before them. What
 * readers differ in, such as {@code 1e3}, {@code 0100}, {@code +1} or {@code NaN}, is none.
 */
final class PlainDecimal {

    /** The most digits before the point, and the most behind it: what fits 64 bits. */
    static final int MAX_DIGITS = 18;

    private PlainDecimal() {}

    /** The number, or nothing if the text is none. */
    static Optional<BigDecimal> parse(String text) {
        int start = text.startsWith("-") ? 1 : 0;
        int point = text.indexOf('.');
        int whole = point < 0 ? text.length() : point;
        if (!isDigits(text, start, whole) || (text.charAt(start) == '0' && whole - start > 1)) {
            return Optional.empty();
        }
        if (point < 0) {
            return Optional.of(BigDecimal.valueOf(Long.parseLong(text)));
        }
        return isDigits(text, point + 1, text.length()) ? Optional.of(new BigDecimal(text)) : Optional.empty();
    }

    private static boolean isDigits(String text, int from, int to) {
        if (to - from < 1 || to - from > MAX_DIGITS) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}

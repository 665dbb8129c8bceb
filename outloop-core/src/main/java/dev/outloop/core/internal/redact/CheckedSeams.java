package dev.outloop.core.internal.redact;

/**
 * The places where a form may differ from its bytes in the text: what may be an escape, and line breaks. Most of them do
 * nothing to any form, and that shows in the few bytes round them.
 *
 * <p>A seam may be passed over if every reading that knows it differently goes on behind it like the text itself: no form
 * crosses it, which a group of three bytes across it would tell, and the three bytes behind it stand as they are, so that
 * nothing is left of what began before it. Immutable until closed.
 */
final class CheckedSeams {

    private static final int THREE = 3;

    /** Whether a run of characters may go on with that byte. */
    private static final boolean[] GOES_ON = new boolean[256];

    private static final boolean[] STANDS_FOR_ITSELF = new boolean[256];

    static {
        for (int b = 0; b < 256; b++) {
            boolean isEscape = CheckedEscape.mayIntroduce(b);
            GOES_ON[b] = CheckedRun.base64(b) != CheckedRun.NONE || isEscape;
            STANDS_FOR_ITSELF[b] = !isEscape && b != '\n' && b != '\r';
        }
    }

    private final CheckedBeginnings beginnings;

    CheckedSeams(CheckedBeginnings beginnings) {
        this.beginnings = beginnings;
    }

    /** Whether what stands at {@code at}, and may be no seam at all, does nothing to a form. */
    boolean isPassed(byte[] bytes, int from, int at, int to) {
        int b = bytes[at];
        if (STANDS_FOR_ITSELF[b & 0xff]) {
            return true;
        }
        return switch (b) {
            case '\n', '\r' -> at > from && !mayRunOn(bytes, from, at, at + 1, to);
            case '\\' -> isPassedJson(bytes, from, at, to);
            case '%' -> isNoPercent(bytes, at, to);
            case '&' -> isNoReference(bytes, at, to);
            default -> false;
        };
    }

    /** Whether a run may go on after a line break that ends before {@code behind}. */
    private boolean mayRunOn(byte[] bytes, int from, int at, int behind, int to) {
        if (!GOES_ON[bytes[at - 1] & 0xff]) {
            return false;
        }
        int next = behind;
        while (next < to && isBlank(bytes[next])) {
            next++;
        }
        if (next < to && !GOES_ON[bytes[next] & 0xff]) {
            return false;
        }
        return at - from < THREE
                || !isPlainAt(bytes, next, to)
                || mayHold(bytes[at - 3], bytes[at - 2], bytes[at - 1])
                || mayHold(bytes[at - 2], bytes[at - 1], bytes[next])
                || mayHold(bytes[at - 1], bytes[next], bytes[next + 1]);
    }

    private boolean isPassedJson(byte[] bytes, int from, int at, int to) {
        int next = at + 2;
        if (at - from < THREE || !isPlainAt(bytes, next, to)) {
            return false;
        }
        byte letter = bytes[at + 1];
        byte decoded = CheckedJson.named(letter);
        if (!STANDS_FOR_ITSELF[letter & 0xff]
                || letter == 'u'
                || mayHold(bytes[at - 3], bytes[at - 2], bytes[at - 1])) {
            return false;
        }
        boolean asDecoded = mayHold(bytes[at - 2], bytes[at - 1], decoded)
                || mayHold(bytes[at - 1], decoded, bytes[next])
                || mayHold(decoded, bytes[next], bytes[next + 1]);
        boolean asItStands = mayHold(bytes[at - 2], bytes[at - 1], bytes[at])
                || mayHold(bytes[at - 1], bytes[at], letter)
                || mayHold(bytes[at], letter, bytes[next])
                || mayHold(letter, bytes[next], bytes[next + 1]);
        boolean isBreak = decoded == '\n' || decoded == '\r';
        return !asDecoded && !asItStands && !(isBreak && mayRunOn(bytes, from, at, next, to));
    }

    /** Another percent sign may begin what makes this one an escape, when read twice. */
    private static boolean isNoPercent(byte[] bytes, int at, int to) {
        return to - at >= THREE && (isNoDigit(bytes[at + 1]) || isNoDigit(bytes[at + 2]) && bytes[at + 1] != '%');
    }

    private static boolean isNoDigit(byte b) {
        return b != '%' && CheckedRun.hex(b & 0xff) == CheckedRun.NONE;
    }

    private static boolean isNoReference(byte[] bytes, int at, int to) {
        int most = Math.min(to, at + CheckedEscape.MOST);
        int end = at + 1;
        while (end < most && CheckedEntity.isPart(bytes[end], end - at)) {
            end++;
        }
        return end < to && bytes[end] != ';';
    }

    private static boolean isPlainAt(byte[] bytes, int at, int to) {
        return to - at >= THREE
                && STANDS_FOR_ITSELF[bytes[at] & 0xff]
                && STANDS_FOR_ITSELF[bytes[at + 1] & 0xff]
                && STANDS_FOR_ITSELF[bytes[at + 2] & 0xff];
    }

    private boolean mayHold(byte first, byte second, byte third) {
        return beginnings.mayHold(first, second, third);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }
}

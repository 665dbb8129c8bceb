package dev.outloop.core.internal.detect;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Something that is being cut and whose end is still to come: a run of a class, or a literal. Immutable. */
final class OpenCut {

    private final ByteClass run;
    private final byte @Nullable [] until;

    private OpenCut(ByteClass run, byte @Nullable [] until) {
        this.run = run;
        this.until = until;
    }

    static OpenCut of(Rule rule) {
        String until = rule.until();
        return new OpenCut(
                rule.pattern().lastElement().bytes(), until == null ? null : until.getBytes(StandardCharsets.US_ASCII));
    }

    /** The offset behind the end; or the complement of the first undecided offset, if the end does not come. */
    int end(byte[] text, int from, int to, boolean last) {
        byte[] literal = until;
        return literal == null ? endOfRun(text, from, to) : endOf(literal, text, from, to, last);
    }

    private int endOfRun(byte[] text, int from, int to) {
        int at = from;
        while (at < to && run.has(text[at])) {
            at++;
        }
        return at < to ? at : ~to;
    }

    private static int endOf(byte[] literal, byte[] text, int from, int to, boolean last) {
        for (int at = from; at < to; at++) {
            int length = Math.min(literal.length, to - at);
            if (text[at] == literal[0] && Arrays.equals(literal, 0, length, text, at, at + length)) {
                if (length == literal.length) {
                    return at + length;
                }
                if (!last) {
                    return ~at;
                }
            }
        }
        return ~to;
    }
}

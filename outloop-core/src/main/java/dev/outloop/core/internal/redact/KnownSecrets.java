package dev.outloop.core.internal.redact;

import dev.outloop.core.internal.secrets.PatternSet;
import dev.outloop.spi.Redactor;
import dev.outloop.spi.ResponseContext;
import java.nio.ByteBuffer;

/** Finds the literals of a {@link PatternSet}. */
final class KnownSecrets implements Redactor {

    private final PatternSet patterns;

    KnownSecrets(PatternSet patterns) {
        this.patterns = patterns;
    }

    /** One byte less than the longest literal: what begins no literal is decided at once. */
    @Override
    public int maxPendingBytes() {
        return Math.max(0, patterns.longestBytes() - 1);
    }

    @Override
    public Scanner open(ResponseContext context) {
        return new Scanner() {
            @Override
            public int scan(ByteBuffer utf8, boolean last, Spans out) {
                return KnownSecrets.this.scan(utf8, last, out);
            }

            @Override
            public void close() {}
        };
    }

    /** Whether the whole text holds a literal. */
    boolean isIn(byte[] text) {
        boolean[] found = new boolean[1];
        patterns.scan(text, 0, text.length, true, (from, to, kind) -> found[0] = true);
        return found[0];
    }

    private int scan(ByteBuffer utf8, boolean last, Spans out) {
        int length = utf8.remaining();
        byte[] bytes;
        int from;
        if (utf8.hasArray()) {
            bytes = utf8.array();
            from = utf8.arrayOffset() + utf8.position();
        } else {
            bytes = new byte[length];
            utf8.get(utf8.position(), bytes);
            from = 0;
        }
        return patterns.scan(
                        bytes, from, from + length, last, (start, end, kind) -> out.cut(start - from, end - from, kind))
                - from;
    }
}

package dev.outloop.core.internal.vault;

import dev.outloop.core.internal.dispatch.WipedBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The bytes of an answer and the strings in it, overwritten when it is closed. Thread-safe. */
final class AnswerBytes implements AutoCloseable {

    private byte @Nullable [] bytes;

    /** Takes the array over. */
    AnswerBytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Whether they are valid UTF-8 without a NUL, which JSON never has, and without a byte order mark. */
    static boolean isPlainUtf8(byte[] bytes) {
        for (byte b : bytes) {
            if (b == 0) {
                return false;
            }
        }
        boolean marked = bytes.length >= 3
                && (bytes[0] & 0xff) == 0xef
                && (bytes[1] & 0xff) == 0xbb
                && (bytes[2] & 0xff) == 0xbf;
        return !marked && Utf8.isValid(bytes);
    }

    /**
     * The array itself, which is all zeros once this is closed.
     *
     * @throws IllegalStateException if this is closed
     */
    synchronized byte[] held() {
        byte[] held = bytes;
        if (held == null) {
            throw new IllegalStateException("the response is closed");
        }
        return held;
    }

    /**
     * The content in UTF-8 of the string whose opening quote is there; the caller overwrites it.
     *
     * @throws IllegalArgumentException if it has a lone surrogate
     * @throws IllegalStateException if this is closed
     */
    synchronized byte[] string(int quote) {
        byte[] held = held();
        try (WipedBuffer out = new WipedBuffer(256)) {
            int at = quote + 1;
            while (held[at] != '"') {
                at = held[at] == '\\' ? unescape(held, at + 1, out) : copy(held, at, out);
            }
            return out.toByteArray();
        }
    }

    @Override
    public synchronized void close() {
        if (bytes != null) {
            Arrays.fill(bytes, (byte) 0);
            bytes = null;
        }
    }

    private static int copy(byte[] from, int at, WipedBuffer out) {
        out.add(from[at]);
        return at + 1;
    }

    private static int unescape(byte[] from, int at, WipedBuffer out) {
        if (from[at] != 'u') {
            out.add(plain(from[at]));
            return at + 1;
        }
        int unit = unit(from, at + 1);
        int next = at + 5;
        int point = unit;
        if (Character.isHighSurrogate((char) unit) && from[next] == '\\' && from[next + 1] == 'u') {
            point = Character.toCodePoint((char) unit, lowSurrogate(unit(from, next + 2)));
            next += 6;
        } else if (Character.isSurrogate((char) unit)) {
            throw new IllegalArgumentException("a lone surrogate");
        }
        utf8(point, out);
        return next;
    }

    private static char lowSurrogate(int unit) {
        if (!Character.isLowSurrogate((char) unit)) {
            throw new IllegalArgumentException("a lone surrogate");
        }
        return (char) unit;
    }

    private static byte plain(byte escape) {
        return (byte)
                switch (escape) {
                    case 'b' -> '\b';
                    case 'f' -> '\f';
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case 't' -> '\t';
                    default -> escape;
                };
    }

    private static int unit(byte[] from, int at) {
        int unit = 0;
        for (int i = at; i < at + 4; i++) {
            unit = unit << 4 | Character.digit(from[i], 16);
        }
        return unit;
    }

    private static void utf8(int point, WipedBuffer out) {
        if (point < 0x80) {
            out.add((byte) point);
        } else if (point < 0x800) {
            out.add((byte) (0xc0 | point >> 6));
            out.add((byte) (0x80 | point & 0x3f));
        } else if (point < 0x10000) {
            out.add((byte) (0xe0 | point >> 12));
            out.add((byte) (0x80 | point >> 6 & 0x3f));
            out.add((byte) (0x80 | point & 0x3f));
        } else {
            out.add((byte) (0xf0 | point >> 18));
            out.add((byte) (0x80 | point >> 12 & 0x3f));
            out.add((byte) (0x80 | point >> 6 & 0x3f));
            out.add((byte) (0x80 | point & 0x3f));
        }
    }
}

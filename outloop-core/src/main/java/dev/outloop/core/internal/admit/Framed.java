package dev.outloop.core.internal.admit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Values one after another, each with its kind and length before it, so that different values never give equal bytes: to
 * be hashed. Not thread-safe.
 */
public final class Framed {

    private static final byte NOTHING = 0;
    private static final byte LATIN_1 = 1;
    private static final byte UTF_16 = 2;
    private static final byte BYTES = 3;
    private static final byte NUMBER = 4;
    private static final byte LIST = 5;

    private ByteBuffer out = ByteBuffer.allocate(512);

    /** A text, or that there is none. Every text has bytes of its own, one with lone surrogates too. */
    public Framed text(@Nullable String text) {
        if (text == null) {
            return frame(NOTHING, 0);
        }
        if (isLatin1(text)) {
            frame(LATIN_1, text.length());
            out.put(text.getBytes(StandardCharsets.ISO_8859_1));
            return this;
        }
        frame(UTF_16, text.length() * 2);
        for (int i = 0; i < text.length(); i++) {
            out.putChar(text.charAt(i));
        }
        return this;
    }

    /** Bytes, or that there are none. */
    public Framed bytes(byte @Nullable [] bytes) {
        if (bytes == null) {
            return frame(NOTHING, 0);
        }
        frame(BYTES, bytes.length);
        out.put(bytes);
        return this;
    }

    /** A number, or that there is none. */
    public Framed number(@Nullable Long number) {
        if (number == null) {
            return frame(NOTHING, 0);
        }
        frame(NUMBER, Long.BYTES);
        out.putLong(number);
        return this;
    }

    /** Yes or no. */
    public Framed flag(boolean flag) {
        return number(flag ? 1L : 0L);
    }

    /** The items in their order. */
    <T> Framed list(Collection<T> items, Consumer<T> writer) {
        frame(LIST, 0).number((long) items.size());
        items.forEach(writer);
        return this;
    }

    /** The entries in the order of their keys, whatever order the map has. */
    <T> Framed sorted(Map<String, T> entries, BiConsumer<String, T> writer) {
        frame(LIST, 0).number((long) entries.size());
        new TreeMap<>(entries).forEach(writer);
        return this;
    }

    /** What was added so far. */
    public byte[] toByteArray() {
        return Arrays.copyOf(out.array(), out.position());
    }

    private Framed frame(byte kind, int length) {
        int needed = 1 + Integer.BYTES + length;
        if (out.remaining() < needed) {
            out = ByteBuffer.allocate(Math.max(out.capacity() * 2, out.position() + needed))
                    .put(out.flip());
        }
        out.put(kind).putInt(length);
        return this;
    }

    private static boolean isLatin1(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0xff) {
                return false;
            }
        }
        return true;
    }
}

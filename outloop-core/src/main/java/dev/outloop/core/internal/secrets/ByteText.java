package dev.outloop.core.internal.secrets;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Builds bytes that are wiped, the outgrown arrays too. Not thread-safe. */
final class ByteText implements AutoCloseable {

    private static final byte[] LOWER = ascii("0123456789abcdef");
    private static final byte[] UPPER = ascii("0123456789ABCDEF");

    private byte[] bytes;
    private int size;

    ByteText(int capacity) {
        this.bytes = new byte[capacity];
    }

    ByteText add(int b) {
        if (size == bytes.length) {
            byte[] outgrown = bytes;
            bytes = Arrays.copyOf(outgrown, outgrown.length * 2 + 16);
            Arrays.fill(outgrown, (byte) 0);
        }
        bytes[size++] = (byte) b;
        return this;
    }

    ByteText add(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            add(ascii.charAt(i));
        }
        return this;
    }

    ByteText add(byte[] source, int from, int to) {
        for (int i = from; i < to; i++) {
            add(source[i]);
        }
        return this;
    }

    /** The lowest {@code digits} hex digits of the number. */
    ByteText addHex(int number, int digits, boolean upper) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            add((upper ? UPPER : LOWER)[number >>> shift & 0xf]);
        }
        return this;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
        size = 0;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

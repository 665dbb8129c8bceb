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
        makeRoom(1);
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
        makeRoom(to - from);
        System.arraycopy(source, from, bytes, size, to - from);
        size += to - from;
        return this;
    }

    /** The lowest {@code digits} hex digits of the number. */
    ByteText addHex(int number, int digits, boolean upper) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            add((upper ? UPPER : LOWER)[number >>> shift & 0xf]);
        }
        return this;
    }

    /** The array itself, which changes with the text; only its first {@link #size()} bytes count. */
    byte[] array() {
        return bytes;
    }

    int size() {
        return size;
    }

    /** Takes bytes away from the front. */
    void drop(int count) {
        size -= count;
        System.arraycopy(bytes, count, bytes, 0, size);
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
        size = 0;
    }

    private void makeRoom(int more) {
        if (bytes.length - size < more) {
            byte[] outgrown = bytes;
            bytes = Arrays.copyOf(outgrown, Math.max(size + more, outgrown.length * 2));
            Arrays.fill(outgrown, (byte) 0);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

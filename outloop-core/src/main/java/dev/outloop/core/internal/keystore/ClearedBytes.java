package dev.outloop.core.internal.keystore;

import java.io.OutputStream;
import java.util.Arrays;

/** Bytes that are collected, and overwritten as they are outgrown and when closed. */
final class ClearedBytes extends OutputStream {

    private byte[] bytes = new byte[8192];
    private int size;

    @Override
    public void write(int b) {
        reserve(1);
        bytes[size++] = (byte) b;
    }

    @Override
    public void write(byte[] source, int offset, int length) {
        reserve(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    /** What was written, up to {@link #size()}; this object's own. */
    byte[] array() {
        return bytes;
    }

    int size() {
        return size;
    }

    private void reserve(int more) {
        if (size + more > bytes.length) {
            byte[] outgrown = bytes;
            bytes = Arrays.copyOf(outgrown, Math.max(2 * outgrown.length, size + more));
            Arrays.fill(outgrown, (byte) 0);
        }
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
        size = 0;
    }
}

package dev.outloop.core.internal.dispatch;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/** Bytes on their way to the wire, overwritten when it is closed and whenever it grows. Not thread-safe. */
public final class WipedBuffer implements AutoCloseable {

    private byte[] bytes;
    private int length;

    /** An empty one. */
    public WipedBuffer(int capacity) {
        this.bytes = new byte[capacity];
    }

    /** Appends text that was checked to be ASCII. */
    @SuppressWarnings("deprecation") // getBytes(int, int, byte[], int) copies without a charset, which is what ASCII is
    public void ascii(String text) {
        reserve(text.length());
        text.getBytes(0, text.length(), bytes, length);
        length += text.length();
    }

    /** Appends a byte. */
    public void add(byte b) {
        reserve(1);
        bytes[length++] = b;
    }

    void add(byte[] more) {
        reserve(more.length);
        System.arraycopy(more, 0, bytes, length, more.length);
        length += more.length;
    }

    /** Appends what the stream has next; false at its end. */
    public boolean addFrom(InputStream in) throws IOException {
        reserve(1);
        int read = in.read(bytes, length, bytes.length - length);
        length += Math.max(read, 0);
        return read >= 0;
    }

    /** How many bytes there are. */
    public int size() {
        return length;
    }

    void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
    }

    /** A copy, which the caller overwrites. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
        length = 0;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            byte[] larger = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
            Arrays.fill(bytes, (byte) 0);
            bytes = larger;
        }
    }
}

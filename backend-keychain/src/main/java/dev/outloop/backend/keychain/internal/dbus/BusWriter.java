package dev.outloop.backend.keychain.internal.dbus;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Writes values in the wire format (D-Bus specification, "Marshaling"), little-endian. One thread. */
public final class BusWriter {

    private ByteBuffer out = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);

    BusWriter() {}

    /** Zero bytes up to a multiple. */
    BusWriter align(int multiple) {
        while (out.position() % multiple != 0) {
            octet(0);
        }
        return this;
    }

    BusWriter octet(int value) {
        reserve(1).put((byte) value);
        return this;
    }

    BusWriter uint32(int value) {
        align(4).reserve(4).putInt(value);
        return this;
    }

    /** A {@code b}. */
    public BusWriter bool(boolean value) {
        return uint32(value ? 1 : 0);
    }

    /** An {@code s} or {@code o}. */
    public BusWriter string(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        uint32(bytes.length).reserve(bytes.length).put(bytes);
        return octet(0);
    }

    /** A {@code g}. */
    public BusWriter signature(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.US_ASCII);
        octet(bytes.length).reserve(bytes.length).put(bytes);
        return octet(0);
    }

    /** An {@code ay}. */
    public BusWriter bytes(byte[] value) {
        uint32(value.length).reserve(value.length).put(value);
        return this;
    }

    /** A {@code v}; what follows is its value. */
    public BusWriter variant(String signature) {
        return signature(signature);
    }

    /** A struct or an entry of a dictionary; what follows are its fields. */
    public BusWriter struct() {
        return align(8);
    }

    /** An array whose elements are aligned to 4 or 8 bytes and written by the content. */
    public BusWriter array(int alignment, Consumer<BusWriter> content) {
        uint32(0);
        int length = out.position() - 4;
        align(alignment);
        int from = out.position();
        content.accept(this);
        out.putInt(length, out.position() - from);
        return this;
    }

    /** Bytes that are already in the format. */
    BusWriter append(byte[] marshalled) {
        reserve(marshalled.length).put(marshalled);
        return this;
    }

    byte[] toByteArray() {
        byte[] written = new byte[out.position()];
        out.get(0, written);
        return written;
    }

    private ByteBuffer reserve(int more) {
        if (out.remaining() < more) {
            ByteBuffer larger = ByteBuffer.allocate(2 * out.capacity() + more).order(ByteOrder.LITTLE_ENDIAN);
            out = larger.put(out.flip());
        }
        return out;
    }
}

package dev.outloop.backend.keychain.internal.dbus;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads values in the wire format (D-Bus specification, "Marshaling") from a buffer that begins at a multiple of eight.
 * What is not of the format throws an {@link IllegalArgumentException} or {@link BufferUnderflowException}. One thread.
 */
public final class BusReader {

    private final ByteBuffer in;

    BusReader(ByteBuffer in) {
        this.in = in;
    }

    boolean hasMore() {
        return in.hasRemaining();
    }

    BusReader align(int multiple) {
        while (in.position() % multiple != 0) {
            if (in.get() != 0) {
                throw new IllegalArgumentException("padding that is not zero");
            }
        }
        return this;
    }

    int octet() {
        return in.get() & 0xff;
    }

    int uint32() {
        return align(4).in.getInt();
    }

    /** A {@code b}. */
    public boolean bool() {
        int value = uint32();
        if (value != 0 && value != 1) {
            throw new IllegalArgumentException("a boolean that is neither");
        }
        return value == 1;
    }

    /** An {@code s} or {@code o}. */
    public String string() {
        return text(uint32());
    }

    /** A {@code g}. */
    public String signature() {
        return text(octet());
    }

    /** An {@code ay}. */
    public byte[] bytes() {
        byte[] value = new byte[within(uint32())];
        in.get(value);
        return value;
    }

    /** A {@code v} that has to be of this type; what follows is its value. */
    public BusReader variant(String signature) {
        if (!signature().equals(signature)) {
            throw new IllegalArgumentException("a variant of another type");
        }
        return this;
    }

    /** A struct or an entry of a dictionary; what follows are its fields. */
    public BusReader struct() {
        return align(8);
    }

    /** An array of strings or object paths. */
    public List<String> strings() {
        return array(4, BusReader::string);
    }

    /** An array whose elements are aligned to 4 or 8 bytes. */
    public <T> List<T> array(int alignment, Element<T> element) {
        int length = within(uint32());
        align(alignment);
        int end = in.position() + within(length);
        List<T> elements = new ArrayList<>();
        while (in.position() < end) {
            elements.add(element.read(this));
        }
        if (in.position() != end) {
            throw new IllegalArgumentException("an element that crosses the end of its array");
        }
        return elements;
    }

    /** Reads one element. */
    @FunctionalInterface
    public interface Element<T> {
        /** The element at the reader's place. */
        T read(BusReader reader);
    }

    private int within(int length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        return length;
    }

    private String text(int length) {
        ByteBuffer bytes = in.slice(in.position(), within(length));
        in.position(in.position() + length);
        if (in.get() != 0) {
            throw new IllegalArgumentException("a string without its end");
        }
        try {
            CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(bytes);
            return text.toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a string that is not UTF-8");
        }
    }
}

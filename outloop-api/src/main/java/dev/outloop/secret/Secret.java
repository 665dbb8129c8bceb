package dev.outloop.secret;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Secret bytes that are overwritten on {@link #close()}.
 *
 * <p><b>Guarantees:</b> the bytes are in no {@code toString}, exception, serialised form, {@code equals} or
 * {@code hashCode}; after {@code close} this object's array holds zeros and opening fails; what goes in and out is a
 * copy. <b>Does not guarantee</b> that no other copy exists: the garbage collector may have moved the array before it
 * was overwritten, and whoever opened a copy answers for it.
 *
 * <p>The owner closes it; closing twice is harmless. Thread-safe: a copy taken while another thread closes is either
 * whole or refused.
 */
public final class Secret implements AutoCloseable {

    // Transient, so that reflective mappers (Gson, Jackson by field) leave it out by their own default rules.
    private transient byte @Nullable [] bytes;

    private Secret(byte[] owned) {
        this.bytes = owned;
    }

    /** A secret with a copy of the bytes; the caller overwrites its own array. */
    public static Secret copyOf(byte[] bytes) {
        return new Secret(bytes.clone());
    }

    /** A secret with a copy of {@code length} bytes from {@code offset}; the caller overwrites its own array. */
    public static Secret copyOf(byte[] bytes, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, bytes.length);
        return new Secret(Arrays.copyOfRange(bytes, offset, offset + length));
    }

    /**
     * A secret with the characters in UTF-8; the caller overwrites its own array.
     *
     * @throws IllegalArgumentException if the characters are not valid UTF-16; the message holds none of them
     */
    public static Secret ofUtf8(char[] characters) {
        CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
        byte[] scratch = new byte[(int) Math.ceil(characters.length * (double) encoder.maxBytesPerChar())];
        try {
            ByteBuffer out = ByteBuffer.wrap(scratch);
            CoderResult result = encoder.encode(CharBuffer.wrap(characters), out, true);
            if (result.isError()) {
                throw new IllegalArgumentException("the characters are not valid UTF-16");
            }
            return copyOf(scratch, 0, out.position());
        } finally {
            Arrays.fill(scratch, (byte) 0);
        }
    }

    /**
     * A fresh copy of the bytes, which the caller overwrites when done.
     *
     * @throws IllegalStateException if this secret is closed
     */
    public synchronized byte[] toByteArray(SecretAccess access) {
        Objects.requireNonNull(access, "access");
        return open().clone();
    }

    /**
     * An independent secret with the same bytes; closing one does not close the other.
     *
     * @throws IllegalStateException if this secret is closed
     */
    public synchronized Secret copy() {
        return new Secret(open().clone());
    }

    /**
     * Whether both hold the same bytes, in time that depends on the lengths alone.
     *
     * @throws IllegalStateException if either is closed
     */
    public boolean hasSameValueAs(Secret other) {
        byte[] theirs = other.toByteArray(SecretAccess.INSTANCE);
        try {
            synchronized (this) {
                return MessageDigest.isEqual(open(), theirs);
            }
        } finally {
            Arrays.fill(theirs, (byte) 0);
        }
    }

    /** Whether {@link #close()} was called. */
    public synchronized boolean isClosed() {
        return bytes == null;
    }

    @Override
    public synchronized void close() {
        if (bytes != null) {
            Arrays.fill(bytes, (byte) 0);
            bytes = null;
        }
    }

    /** Always {@code Secret[redacted]}: neither bytes nor length. */
    @Override
    public String toString() {
        return "Secret[redacted]";
    }

    private byte[] open() {
        byte[] held = bytes;
        if (held == null) {
            throw new IllegalStateException("the secret is closed");
        }
        return held;
    }
}

package dev.outloop.core.internal.redact;

import dev.outloop.core.internal.dispatch.BrokenBody;
import dev.outloop.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Draws the wire's bytes through decoding, cutting and checking while it is read. One thread. */
final class RedactedBody extends InputStream {

    private static final int CHUNK_BYTES = 16 * 1024;

    private final InputStream wire;
    private final ByteSink first;
    private final ByteQueue released;
    private final Supplier<ErrorCode> whyBroken;
    private byte @Nullable [] chunk;
    private boolean ended;
    private boolean closed;
    private @Nullable Withheld failure;

    RedactedBody(InputStream wire, ByteSink first, ByteQueue released, Supplier<ErrorCode> whyBroken) {
        this.wire = wire;
        this.first = first;
        this.released = released;
        this.whyBroken = whyBroken;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (closed) {
            throw new IOException("the response is closed");
        }
        while (released.size() == 0 && length > 0) {
            if (failure != null) {
                throw new IOException(failure.code().name() + ": " + failure.sentence());
            }
            if (ended) {
                return -1;
            }
            draw();
        }
        return released.read(target, offset, length);
    }

    @Override
    public int available() {
        return closed ? 0 : released.size();
    }

    /** Nothing can be read from then on; the exchange itself ends with its response. */
    @Override
    public void close() {
        closed = true;
        if (chunk != null) {
            Arrays.fill(chunk, (byte) 0);
            chunk = null;
        }
    }

    /** Why the body did not come to its end, if it failed. */
    @Nullable
    Withheld failure() {
        return failure;
    }

    private void draw() {
        Withheld outcome = Withheld.because("the engine failed, so the rest of the response is kept back");
        try {
            int count = fill();
            if (count < 0) {
                first.end();
                ended = true;
            } else {
                first.write(chunk(), 0, count);
            }
            outcome = null;
        } catch (Withheld e) {
            outcome = e;
        } finally {
            failure = outcome;
        }
    }

    private int fill() throws Withheld {
        try {
            return wire.read(chunk(), 0, CHUNK_BYTES);
        } catch (BrokenBody e) {
            throw Withheld.broken(e.code());
        } catch (IOException e) {
            throw Withheld.broken(whyBroken.get());
        }
    }

    private byte[] chunk() {
        byte[] bytes = chunk;
        if (bytes == null) {
            bytes = new byte[CHUNK_BYTES];
            chunk = bytes;
        }
        return bytes;
    }
}

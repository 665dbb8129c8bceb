package dev.outloop.core.internal.vault;

import dev.outloop.core.internal.dispatch.BrokenBody;
import dev.outloop.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A response's body in memory, overwritten when it is closed and whenever it grows. Not thread-safe. */
final class WipedAnswer implements AutoCloseable {

    private static final int FIRST_BYTES = 4096;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int length;

    private WipedAnswer() {}

    /** Reads it to its end and closes it; fails if it is longer than allowed. */
    static WipedAnswer read(InputStream body, int maxBytes) throws IOException {
        WipedAnswer answer = new WipedAnswer();
        boolean complete = false;
        try (body) {
            while (answer.readOn(body)) {
                requireWithin(answer.length, maxBytes);
            }
            complete = true;
            return answer;
        } finally {
            if (!complete) {
                answer.close();
            }
        }
    }

    /** Why reading failed. */
    static ErrorCode code(IOException failure) {
        return failure instanceof BrokenBody broken ? broken.code() : ErrorCode.UPSTREAM_BROKEN;
    }

    /** A copy of it, which the caller overwrites. */
    byte[] bytes() {
        return Arrays.copyOf(bytes, length);
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }

    static void requireWithin(int length, int maxBytes) throws IOException {
        if (length > maxBytes) {
            throw BrokenBody.tooLarge();
        }
    }

    private boolean readOn(InputStream body) throws IOException {
        if (length == bytes.length) {
            byte[] larger = Arrays.copyOf(bytes, bytes.length * 2);
            Arrays.fill(bytes, (byte) 0);
            bytes = larger;
        }
        int read = body.read(bytes, length, bytes.length - length);
        length += Math.max(read, 0);
        return read >= 0;
    }
}

package dev.outloop.core.internal.vault;

import dev.outloop.core.internal.dispatch.BrokenBody;
import dev.outloop.core.internal.dispatch.WipedBuffer;
import dev.outloop.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;

/** A response's body in memory, overwritten when it is closed and whenever it grows. Not thread-safe. */
final class WipedAnswer implements AutoCloseable {

    private static final int FIRST_BYTES = 4096;

    private final WipedBuffer bytes = new WipedBuffer(FIRST_BYTES);

    private WipedAnswer() {}

    /** Reads it to its end and closes it; fails if it is longer than allowed. */
    static WipedAnswer read(InputStream body, int maxBytes) throws IOException {
        WipedAnswer answer = new WipedAnswer();
        boolean complete = false;
        try (body) {
            while (answer.bytes.addFrom(body)) {
                requireWithin(answer.bytes.size(), maxBytes);
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
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        bytes.close();
    }

    static void requireWithin(int length, int maxBytes) throws IOException {
        if (length > maxBytes) {
            throw BrokenBody.tooLarge();
        }
    }
}

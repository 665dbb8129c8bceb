package dev.outloop.core.internal.dispatch;

import dev.outloop.core.internal.admit.CallScope;
import dev.outloop.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A response's body as it arrives, which gives the connection back at its end and hangs it up before. */
final class ResponseBody extends InputStream {

    private static final long FRAMING_BYTES = 64 * 1024;

    private final InputStream content;
    private final long length;
    private final boolean keepAlive;
    private final ServiceConnection connection;
    private final Hold hold;
    private final CallScope scope;
    private final Failures failures;
    private final long maxBytes;
    private final long receivedBefore;
    private long count;
    private boolean ended;
    private @Nullable BrokenBody broken;

    /** Over at once if the length is 0; a negative length is an unknown one. */
    ResponseBody(
            InputStream content,
            long length,
            boolean keepAlive,
            Hold hold,
            CallScope scope,
            Failures failures,
            long maxBytes) {
        this.content = content;
        this.length = length;
        this.keepAlive = keepAlive;
        this.connection = hold.connection();
        this.hold = hold;
        this.scope = scope;
        this.failures = failures;
        this.maxBytes = maxBytes;
        this.receivedBefore = connection.receivedBytes();
        if (length == 0) {
            end();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int space) throws IOException {
        Objects.checkFromIndexSize(offset, space, into.length);
        if (broken != null) {
            throw broken;
        }
        if (ended) {
            return -1;
        }
        if (space == 0) {
            return 0;
        }
        try {
            requireRunning();
            int read = content.read(into, offset, space);
            count += Math.max(read, 0);
            requireSmall(count);
            if (read < 0 || count == length) {
                end();
            }
            return read;
        } catch (BrokenBody e) {
            throw fail(e);
        } catch (IOException | RuntimeException e) {
            throw fail(failures.ofBody(scope, ErrorCode.UPSTREAM_BROKEN));
        }
    }

    /** Hangs up unless the end was read; never reads on, as the content's own {@code close} would. */
    @Override
    public void close() {
        if (!ended) {
            ended = true;
            hold.hangUp();
        }
    }

    private void end() {
        ended = true;
        if (keepAlive) {
            hold.giveBack();
        } else {
            hold.hangUp();
        }
    }

    private BrokenBody fail(BrokenBody failure) {
        broken = failure;
        ended = true;
        hold.hangUp();
        return failure;
    }

    private void requireRunning() throws BrokenBody {
        Optional<ErrorCode> stopped = scope.stopCode();
        if (stopped.isPresent()) {
            throw failures.ofBody(scope, stopped.get());
        }
    }

    /** Bounds the content, and with it what chunk extensions and trailers may add. */
    private void requireSmall(long read) throws BrokenBody {
        long received = connection.receivedBytes() - receivedBefore;
        if (read > maxBytes || received / 2 > maxBytes + FRAMING_BYTES) {
            throw failures.ofBody(scope, ErrorCode.RESPONSE_TOO_LARGE);
        }
    }
}

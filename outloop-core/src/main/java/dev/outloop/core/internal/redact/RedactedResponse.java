package dev.outloop.core.internal.redact;

import dev.outloop.action.Exposure;
import dev.outloop.action.ResponseHead;
import dev.outloop.error.ErrorCode;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A response that may be shown: a redacted head, and a body that is decoded, redacted and checked while it is read.
 * Holding one proves that redact ran.
 *
 * <p>The counts are final once the body was read to its end, has failed, or was given up. For one thread. Whoever was
 * given it closes it, which ends the exchange.
 */
public final class RedactedResponse implements AutoCloseable {

    private final ResponseHead head;
    private final RedactedBody body;
    private final ByteQueue released;
    private final ExposureChecker checker;
    private final Counts counts;
    private final List<AutoCloseable> opened;
    private final Runnable close;
    private boolean closed;

    RedactedResponse(
            ResponseHead head,
            RedactedBody body,
            ByteQueue released,
            ExposureChecker checker,
            Counts counts,
            List<AutoCloseable> opened,
            Runnable close) {
        this.head = head;
        this.body = body;
        this.released = released;
        this.checker = checker;
        this.counts = counts;
        this.opened = opened;
        this.close = close;
    }

    /** Status and header fields. */
    public ResponseHead head() {
        return head;
    }

    /**
     * The body. Bytes come as soon as they are decided; reading fails with an {@link java.io.IOException} whose message
     * starts with {@link #failure()} where the rest is withheld or the exchange ended.
     */
    public InputStream body() {
        return body;
    }

    /** How many markers stand in head and body, by kind of what was cut; of the body as far as it was drawn. */
    public Map<String, Long> redactions() {
        return counts.byKind();
    }

    /** What the checker found; NONE_FOUND only after the body's end. */
    public Exposure exposure() {
        boolean withheld = failure()
                .filter(code -> code == ErrorCode.RESPONSE_WITHHELD || code == ErrorCode.RESPONSE_TOO_LARGE)
                .isPresent();
        return withheld ? Exposure.WITHHELD : checker.exposure();
    }

    /** Why the body did not come to its end; empty as long as nothing failed. */
    public Optional<ErrorCode> failure() {
        Withheld failure = body.failure();
        return failure == null ? Optional.empty() : Optional.of(failure.code());
    }

    /** How many bytes of body have passed every check. */
    public long bodyBytes() {
        return released.total();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            body.close();
            Opened.closeAll(opened);
            close.run();
        }
    }
}

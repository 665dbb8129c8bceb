package dev.outloop.core.internal.dispatch;

import dev.outloop.action.HttpField;
import dev.outloop.core.internal.lease.LeasedAction;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * What the service answered, before anybody looked at it. Never leaves the engine. Holding one proves that dispatch ran.
 *
 * <p>Closing before the body's end ends the connection; after it, the connection may be used again.
 */
public final class RawResponse implements AutoCloseable {

    private final LeasedAction leased;
    private final int status;
    private final String reason;
    private final List<HttpField> headers;
    private final InputStream body;

    RawResponse(LeasedAction leased, int status, String reason, List<HttpField> headers, InputStream body) {
        this.leased = leased;
        this.status = status;
        this.reason = reason;
        this.headers = List.copyOf(headers);
        this.body = body;
    }

    /** What was sent, with the leases that the checker takes its values from. */
    public LeasedAction leased() {
        return leased;
    }

    /** The status code. */
    public int status() {
        return status;
    }

    /** The reason phrase, possibly empty. */
    public String reason() {
        return reason;
    }

    /** The fields as received, in their order; trailers are dropped. */
    public List<HttpField> headers() {
        return headers;
    }

    /**
     * The body with its transfer coding undone and its content coding still on. Reading fails with an
     * {@link IOException} when the exchange is stopped or broken; ask the call's scope why.
     */
    public InputStream body() {
        return body;
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            // The connection is gone either way; what the stage read so far decides the outcome.
        }
    }
}

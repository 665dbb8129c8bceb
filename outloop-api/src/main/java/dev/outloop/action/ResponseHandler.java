package dev.outloop.action;

import java.io.IOException;
import java.io.InputStream;

/** Takes a response while it arrives. */
@FunctionalInterface
public interface ResponseHandler {

    /**
     * Called once, on the thread that performs the call, when the head has been redacted.
     *
     * @param head status and headers
     * @param body redacted and checked bytes; valid until this method returns; reading fails with an
     *     {@link IOException} whose message starts with an error code where the rest is withheld or the exchange ended
     * @throws IOException to end the exchange; the result is then {@code Failed} with {@code HANDLER_FAILED}
     */
    void handle(ResponseHead head, InputStream body) throws IOException;
}

package dev.outloop.spi;

import dev.outloop.secret.Secret;
import java.time.Duration;
import java.util.Optional;

/** What a vault's server answered. Whoever sent the request closes it, which overwrites the body. Thread-safe. */
public interface VaultHttpResponse extends AutoCloseable {

    /** The status, from 200 to 599. */
    int status();

    /** The first header field of that name, in any case; empty if there is none. */
    Optional<String> header(String name);

    /**
     * How long the server wants to be left alone: {@code Retry-After} in seconds or as a date (RFC 9110, section
     * 10.2.3), at least none and at most a day; empty if it does not say.
     */
    Optional<Duration> retryAfter();

    /**
     * The body as it came, closed with this response.
     *
     * @throws IllegalStateException if this response is closed
     */
    Secret body();

    /**
     * The body as one JSON value (RFC 8259), read strictly: valid UTF-8, no duplicate names, nothing behind it. It is of
     * use until this response is closed.
     *
     * @throws VaultException {@code VAULT_FAILED} if it is not, or holds more than half a million values and names; the
     *     message quotes nothing of it
     * @throws IllegalStateException if this response is closed
     */
    VaultJson json() throws VaultException;

    /**
     * What a status other than the expected one means where the server's own documents say nothing better: 401 and 403
     * {@code VAULT_DENIED}, 404 and 410 {@code SECRET_NOT_FOUND}, 429 {@code VAULT_RATE_LIMITED} with
     * {@link #retryAfter()}, 408, 500 and above {@code VAULT_UNAVAILABLE}, all else {@code VAULT_FAILED}. The message
     * names vault and status, and quotes nothing.
     */
    VaultException refusal();

    @Override
    void close();
}

package dev.outloop.spi;

/**
 * The way to one vault's server: what a backend that speaks HTTP uses in place of a client of its own.
 *
 * <p><b>Guarantees:</b> only the server that the backend named is reached, at addresses that the configuration allows,
 * over TLS unless it is this machine; redirects, cookies, proxies and retries do not exist; an exchange is over at its
 * deadline and within its bounds; nothing that was sent or received is in an exception, log line or {@code toString};
 * what was received is overwritten when the response is closed. <b>Does not guarantee</b> that an answer means what it
 * says: read it with {@link VaultHttpResponse#json()} and believe no more of it than needed.
 *
 * <p>Whoever asked {@link VaultContext#http} for it closes it, which ends exchanges under way. Thread-safe; blocking.
 */
public interface VaultHttp extends AutoCloseable {

    /**
     * Sends a request and returns the whole response, whatever its status. The caller closes it.
     *
     * @throws VaultException {@code VAULT_TIMEOUT} at the deadline; {@code VAULT_UNAVAILABLE} if no whole answer came;
     *     {@code VAULT_UNTRUSTED} if the server is not who it should be; {@code VAULT_FAILED} if the answer is too large;
     *     {@code SECRET_UNFIT} if a secret cannot stand in its header
     */
    VaultHttpResponse send(VaultHttpRequest request) throws VaultException;

    @Override
    void close();
}

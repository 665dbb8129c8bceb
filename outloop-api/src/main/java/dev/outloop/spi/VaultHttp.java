package dev.outloop.spi;

/**
 * The way to one vault's server: what a backend that speaks HTTP uses in place of a client of its own.
 *
 * <p><b>Guarantees:</b> only the server that the backend named is reached, at addresses that the configuration allows,
 * over TLS unless it is this machine; redirects, cookies, proxies and retries do not exist; an exchange is over at its
 * deadline and within its bounds; nothing that was sent or received is in an exception, log line or {@code toString};
 * what was received is overwritten when the response is closed. <b>Does not guarantee</b> that an answer means what it
 * says: read it with {@link VaultHttpResponse#json()} and believe no more of it than needed; nor that nothing is left in
 * the buffers of TLS and of the operating system, or of header fields and names, which are text.
 *
 * <p>Whoever asked {@link VaultContext#http} for it closes it, which ends exchanges under way. Thread-safe; blocking.
 * Interrupting a thread ends its exchange, and leaves it interrupted.
 *
 * <p>Nothing is sent twice. A server may hang up on a connection that idles in the very moment in which it is used again,
 * which is {@code VAULT_UNAVAILABLE} like any other end without an answer: the broker then asks the vault again.
 */
public interface VaultHttp extends AutoCloseable {

    /**
     * Sends a request and returns the whole response, whatever its status. The caller closes it.
     *
     * @throws VaultException {@code VAULT_TIMEOUT} at the deadline; {@code VAULT_UNAVAILABLE} if no whole answer came,
     *     or this is closed; {@code VAULT_UNTRUSTED} if the server is not who it should be; {@code VAULT_FAILED} if the
     *     answer is too large or the request cannot be sent as it is; {@code SECRET_UNFIT} if a secret cannot
     */
    VaultHttpResponse send(VaultHttpRequest request) throws VaultException;

    @Override
    void close();
}

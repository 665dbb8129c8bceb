package dev.outloop.core.internal.dispatch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Socket;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.impl.io.DefaultManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a service. Writes its requests past HttpClient's buffers and logs, so that no credential is kept in
 * the one or printed in the other, and can be hung up from any thread in any state.
 */
final class ServiceConnection extends DefaultManagedHttpClientConnection {

    private static final int MAX_TRAILERS = 100;

    private final ResponseHead head;
    private volatile boolean hungUp;
    private long idleSinceMillis;

    private ServiceConnection(int maxHeadBytes, ResponseHead head) {
        super(
                "outloop",
                null,
                null,
                Http1Config.custom()
                        .setMaxLineLength(maxHeadBytes)
                        .setMaxHeaderCount(MAX_TRAILERS)
                        .build(),
                ResponseFraming.STRICT,
                null,
                () -> (request, buffer, out) -> ((OutgoingRequest) request).writeTo(out),
                config -> head);
        this.head = head;
    }

    /** A connection that has no socket yet. */
    static ServiceConnection unconnected(int maxHeadBytes) {
        return new ServiceConnection(maxHeadBytes, new ResponseHead(maxHeadBytes));
    }

    /**
     * Whether bytes arrived that no request of ours asked for. A response found there would be taken for the answer to
     * the next request (response queue poisoning).
     */
    boolean hasSurplus() throws IOException {
        SocketHolder socket = ensureOpen();
        return head.bufferedBytes() > 0
                || socket.getInputStream().available() > 0
                || socket.getBaseSocket().getInputStream().available() > 0;
    }

    /** How many bytes were received in all, framing included. */
    long receivedBytes() {
        return head.receivedBytes();
    }

    /**
     * Overwrites what it received. To be called by the thread that had it, after the response or once it is hung up: until
     * then the bytes may still be read.
     */
    void wipe() {
        if (getSocketHolder() instanceof WipedSocket socket) {
            socket.wipe();
        }
    }

    /** Ends it now, whatever another thread is doing with it: connecting, shaking hands, sending or reading. */
    void hangUp() {
        hungUp = true;
        SocketHolder holder = getSocketHolder();
        if (holder != null) {
            closeSocket(holder);
        }
    }

    /** Whether it can be asked something; says nothing about the other end. */
    @Override
    public boolean isOpen() {
        return !hungUp && super.isOpen();
    }

    long idleSinceMillis() {
        return idleSinceMillis;
    }

    void idleSince(long millis) {
        idleSinceMillis = millis;
    }

    @Override
    public void bind(Socket socket) throws IOException {
        bind(new WipedSocket(socket));
    }

    @Override
    public void bind(SSLSocket sslSocket, Socket socket) throws IOException {
        bind(new WipedSocket(sslSocket, socket));
    }

    @Override
    public void bind(@Nullable SocketHolder holder) throws IOException {
        if (holder == null) {
            throw new IOException("no socket");
        }
        super.bind(holder);
        // Looked at after the socket is known: a hang-up sees the socket, or is seen here.
        if (hungUp) {
            closeSocket(holder);
            throw new InterruptedIOException("hung up");
        }
    }

    @Override
    public void close() {
        hangUp();
    }

    @Override
    public void close(CloseMode mode) {
        hangUp();
    }

    /** Prints nothing. */
    @Override
    protected void onRequestSubmitted(ClassicHttpRequest request) {}

    /** Prints nothing. */
    @Override
    protected void onResponseReceived(ClassicHttpResponse response) {}

    /** Closes below TLS: a close-notify would wait for a writer that hangs. */
    private static void closeSocket(SocketHolder holder) {
        try {
            holder.getBaseSocket().close();
        } catch (IOException e) {
            // Closed all the same.
        }
    }
}

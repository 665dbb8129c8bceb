package dev.outloop.core.internal.dispatch;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Arrays;
import javax.net.ssl.SSLSocket;
import org.apache.hc.core5.http.impl.io.SocketHolder;
import org.jspecify.annotations.Nullable;

/**
 * A socket that knows the array into which HttpClient receives, which HttpClient itself never clears: it is the one that
 * the first bytes were read into, as a head always comes through that buffer. Not thread-safe.
 *
 * <p>Out of reach are the buffers of the operating system, of the Java runtime's sockets and, with TLS, those of the
 * {@link SSLSocket}.
 */
final class WipedSocket extends SocketHolder {

    private byte @Nullable [] buffer;

    WipedSocket(Socket socket) {
        super(socket);
    }

    WipedSocket(SSLSocket tls, Socket socket) {
        super(tls, socket);
    }

    /** Overwrites what was received. To be called between responses, when nothing is left to be read. */
    void wipe() {
        byte[] seen = buffer;
        if (seen != null) {
            Arrays.fill(seen, (byte) 0);
        }
    }

    @Override
    protected InputStream getInputStream(Socket socket) throws IOException {
        return new FilterInputStream(super.getInputStream(socket)) {
            @Override
            public int read(byte[] into, int offset, int space) throws IOException {
                if (buffer == null) {
                    buffer = into;
                }
                return super.read(into, offset, space);
            }
        };
    }
}

package dev.outloop.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Answers every GET with the head of an event stream; whoever asked for it writes the events itself, so that no other
 * thread has to wake up between an event's writing and its reading. Closing it ends its connections.
 */
final class EventUpstream implements AutoCloseable {

    private static final byte[] HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int PATIENCE_SECONDS = 30;

    private final ServerSocket listener = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    private final BlockingQueue<Socket> streams = new LinkedBlockingQueue<>();

    EventUpstream() throws IOException {
        Thread thread = new Thread(this::accept, "upstream");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listener.getLocalPort();
    }

    /** The stream that was begun last; the caller closes it. */
    Socket stream() throws IOException {
        try {
            Socket stream = streams.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (stream == null) {
                throw new IOException("nobody asked for a stream");
            }
            return stream;
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    /** Writes some bytes as a chunk. */
    static void write(Socket stream, byte[] event) throws IOException {
        byte[] size = (Integer.toHexString(event.length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] chunk = new byte[size.length + event.length + 2];
        System.arraycopy(size, 0, chunk, 0, size.length);
        System.arraycopy(event, 0, chunk, size.length, event.length);
        chunk[chunk.length - 2] = '\r';
        chunk[chunk.length - 1] = '\n';
        stream.getOutputStream().write(chunk);
    }

    /** Says that no more events come, and closes the stream. */
    static void end(Socket stream) throws IOException {
        try (stream) {
            stream.getOutputStream().write(LAST_CHUNK);
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket stream : streams) {
            stream.close();
        }
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                socket.setTcpNoDelay(true);
                skipHead(socket);
                socket.getOutputStream().write(HEAD);
                streams.add(socket);
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private static void skipHead(Socket socket) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        for (String line = reader.readLine(); line != null && !line.isEmpty(); line = reader.readLine()) {
            // The next.
        }
    }
}

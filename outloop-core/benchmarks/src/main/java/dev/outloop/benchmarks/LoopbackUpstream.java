package dev.outloop.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Answers every GET with the same 1 KiB of JSON, as fast as a socket can. Closing it ends its connections. */
final class LoopbackUpstream implements AutoCloseable {

    private static final int BODY_BYTES = 1024;

    private final ServerSocket listener = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    private final byte[] answer;

    LoopbackUpstream() throws IOException {
        String shell = "{\"id\":\"x\",\"text\":\"\"}";
        String body = shell.replace(
                "\"\"", "\"" + "lorem ".repeat(BODY_BYTES).substring(0, BODY_BYTES - shell.length()) + "\"");
        this.answer = ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + BODY_BYTES + "\r\n\r\n"
                        + body)
                .getBytes(StandardCharsets.US_ASCII);
        daemon(this::accept);
    }

    int port() {
        return listener.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                daemon(() -> serve(socket));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Socket socket) {
        try (socket;
                InputStream in = socket.getInputStream();
                OutputStream out = socket.getOutputStream()) {
            socket.setTcpNoDelay(true);
            byte[] buffer = new byte[8192];
            int held = 0;
            int read = in.read(buffer, 0, buffer.length);
            while (read > 0 && !listener.isClosed()) {
                held += read;
                if (endsWithBlankLine(buffer, held)) {
                    out.write(answer);
                    held = 0;
                }
                read = in.read(buffer, held, buffer.length - held);
            }
        } catch (IOException e) {
            // The client has gone.
        }
    }

    private static boolean endsWithBlankLine(byte[] buffer, int held) {
        return held >= 4
                && buffer[held - 4] == '\r'
                && buffer[held - 3] == '\n'
                && buffer[held - 2] == '\r'
                && buffer[held - 1] == '\n';
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "upstream");
        thread.setDaemon(true);
        thread.start();
    }
}

package dev.outloop.core.internal.dispatch;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on loopback that plays a script on each connection, and keeps what it was sent. */
final class RawServer implements AutoCloseable {

    private final ServerSocket listener;
    private final Script script;
    private final List<Peer> peers = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** What one connection sees; it is closed afterwards. */
    interface Script {
        void play(Peer peer) throws Exception;
    }

    RawServer(Script script) {
        this(open(), script);
    }

    RawServer(ServerSocket listener, Script script) {
        this.listener = listener;
        this.script = script;
        start(this::accept);
    }

    /** Answers the first request on each connection with the first response, and so on, then hangs up. */
    static RawServer answering(String... responses) {
        return new RawServer(peer -> {
            for (String response : responses) {
                peer.request();
                peer.send(response);
            }
            peer.awaitEnd();
        });
    }

    static String ok(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    static ServerSocket open() {
        try {
            return new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    int port() {
        return listener.getLocalPort();
    }

    int connections() {
        return peers.size();
    }

    List<String> requests() {
        return requests;
    }

    String onlyRequest() {
        if (requests.size() != 1) {
            throw new AssertionError("requests: " + requests);
        }
        return requests.get(0);
    }

    @Override
    public void close() throws Exception {
        listener.close();
        for (Peer peer : peers) {
            peer.socket.close();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void accept() {
        try {
            while (true) {
                Peer peer = new Peer(listener.accept());
                peers.add(peer);
                start(() -> serve(peer));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private void serve(Peer peer) {
        try (Socket socket = peer.socket) {
            script.play(peer);
        } catch (Exception e) {
            // The script's other end went away, which the test sees from there.
        }
    }

    private void start(Runnable work) {
        Thread thread = new Thread(work, "raw-server");
        threads.add(thread);
        thread.start();
    }

    /** The server's end of one connection. */
    final class Peer {
        final Socket socket;

        Peer(Socket socket) {
            this.socket = socket;
        }

        /** Reads a head, and as much body as it announces. */
        String request() throws IOException {
            StringBuilder text = new StringBuilder();
            InputStream in = socket.getInputStream();
            while (text.indexOf("\r\n\r\n") < 0) {
                int b = in.read();
                if (b < 0) {
                    throw new IOException("end");
                }
                text.append((char) b);
            }
            int at = text.indexOf("Content-Length: ");
            if (at >= 0) {
                int length = Integer.parseInt(text.substring(at + 16, text.indexOf("\r", at)));
                text.append(new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
            }
            requests.add(text.toString());
            return text.toString();
        }

        void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
        }

        void awaitEnd() throws IOException {
            while (socket.getInputStream().read() >= 0) {
                // Swallowed.
            }
        }
    }
}

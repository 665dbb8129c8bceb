package dev.outloop.testkit.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A TCP relay on the loopback interface between a client and a port of this machine: it counts connections and keeps
 * every byte of both directions.
 *
 * <p>To be put before a program that nobody here wrote, to see what went over the wire. Thread-safe; whoever started it
 * closes it, which ends every connection and thread.
 */
public final class RecordingRelay implements AutoCloseable {

    private final ServerSocket listener;
    private final int targetPort;
    private final Connections connections = new Connections("recording-relay");
    private final AtomicInteger accepted = new AtomicInteger();
    private final Tape fromClients = new Tape();
    private final Tape fromTarget = new Tape();

    private RecordingRelay(ServerSocket listener, int targetPort) {
        this.listener = listener;
        this.targetPort = targetPort;
    }

    /** A relay from a free port to this one. */
    public static RecordingRelay to(int targetPort) throws IOException {
        ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        RecordingRelay relay = new RecordingRelay(listener, targetPort);
        relay.connections.start(relay::accept);
        return relay;
    }

    /** Its port. */
    public int port() {
        return listener.getLocalPort();
    }

    /** {@code http://127.0.0.1:PORT}. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** How many connections clients have made. */
    public int connections() {
        return accepted.get();
    }

    /** Every byte that clients have sent, in the order in which they were passed on. */
    public byte[] sentByClients() {
        return fromClients.bytes();
    }

    /** Every byte that the target has sent, in the order in which they were passed on. */
    public byte[] sentByTarget() {
        return fromTarget.bytes();
    }

    /** Ends every connection and thread. Closing twice is harmless. */
    @Override
    public void close() {
        Connections.closeQuietly(listener);
        connections.close();
    }

    @Override
    public String toString() {
        return "RecordingRelay[" + port() + " to " + targetPort + "]";
    }

    private void accept() throws IOException {
        while (!listener.isClosed()) {
            Socket client = listener.accept();
            accepted.incrementAndGet();
            connections.start(client, () -> relay(client));
        }
    }

    private void relay(Socket client) throws IOException, InterruptedException {
        CountDownLatch answered = new CountDownLatch(1);
        try (Socket target = new Socket(InetAddress.getLoopbackAddress(), targetPort)) {
            connections.start(target, () -> {
                try {
                    pump(target, client, fromTarget);
                } catch (IOException e) {
                    Connections.closeQuietly(client);
                    throw e;
                } finally {
                    answered.countDown();
                }
            });
            pump(client, target, fromClients);
            // The answer may still be on its way when the client has said everything.
            answered.await();
        }
    }

    /** Keeps before it passes on: what the other side reacts to is on the tape already. */
    private static void pump(Socket from, Socket to, Tape tape) throws IOException {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] chunk = new byte[8192];
        for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
            tape.add(chunk, n);
            out.write(chunk, 0, n);
        }
        to.shutdownOutput();
    }

    private static final class Tape {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        synchronized void add(byte[] chunk, int length) {
            bytes.write(chunk, 0, length);
        }

        synchronized byte[] bytes() {
            return bytes.toByteArray();
        }
    }
}

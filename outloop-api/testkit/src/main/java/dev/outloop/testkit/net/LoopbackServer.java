package dev.outloop.testkit.net;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP/1.1 server on the loopback interface that misbehaves as told, and writes down every byte that it was sent.
 *
 * <p>It works on bare sockets, so that a reply can be anything: cut off, malformed, surplus, endless. Replies that were
 * queued come first, then what {@link #answer} was given; without either it answers 204. Thread-safe; whoever started it
 * closes it, which ends every connection and thread.
 */
public final class LoopbackServer implements AutoCloseable {

    private final ServerSocket listener;
    private final Connections connections = new Connections("loopback-server");
    private final AtomicInteger accepted = new AtomicInteger();
    private final ConcurrentLinkedQueue<Reply> queued = new ConcurrentLinkedQueue<>();
    private final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();
    private final BlockingQueue<ReceivedRequest> arrivals = new LinkedBlockingQueue<>();
    private volatile Function<ReceivedRequest, Reply> answers = request -> Reply.status(204, "");
    private volatile @Nullable Reply greeting;

    private LoopbackServer(ServerSocket listener) {
        this.listener = listener;
    }

    /** A server on a free port. */
    public static LoopbackServer start() throws IOException {
        return start(ServerSocketFactory.getDefault());
    }

    /** A server on a free port with sockets of this factory, for TLS. */
    public static LoopbackServer start(ServerSocketFactory factory) throws IOException {
        ServerSocket listener = factory.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        LoopbackServer server = new LoopbackServer(listener);
        server.connections.start(server::accept);
        return server;
    }

    /** Its port. */
    public int port() {
        return listener.getLocalPort();
    }

    /** {@code http://127.0.0.1:PORT}. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** Answers the next request that no earlier reply takes. */
    public LoopbackServer enqueue(Reply reply) {
        queued.add(reply);
        return this;
    }

    /** Answers every request for which nothing is queued like this. */
    public LoopbackServer answer(Reply reply) {
        Objects.requireNonNull(reply, "reply");
        return answer(request -> reply);
    }

    /** Answers every request for which nothing is queued like this; several threads may be in there at once. */
    public LoopbackServer answer(Function<ReceivedRequest, Reply> script) {
        this.answers = Objects.requireNonNull(script, "script");
        return this;
    }

    /** Sends this on every new connection, before any request. */
    public LoopbackServer greet(Reply unasked) {
        this.greeting = Objects.requireNonNull(unasked, "unasked");
        return this;
    }

    /** How many connections there were. */
    public int connections() {
        return accepted.get();
    }

    /** How many connections are open. */
    public int openConnections() {
        return connections.open();
    }

    /**
     * Waits until clients have closed every connection. One that a reply keeps hanging is not seen to be closed.
     *
     * @throws AssertionError if one is open after that time
     */
    public void awaitNoConnection(Duration atMost) throws InterruptedException {
        if (!connections.awaitNone(atMost)) {
            throw new AssertionError(openConnections() + " connections are open after " + atMost);
        }
    }

    /** All requests so far, in order of their arrival. */
    public List<ReceivedRequest> requests() {
        return List.copyOf(requests);
    }

    /**
     * Waits for the next request that was not waited for yet. It is here before its reply is begun.
     *
     * @throws AssertionError if none comes in time
     */
    public ReceivedRequest awaitRequest(Duration atMost) throws InterruptedException {
        ReceivedRequest request = arrivals.poll(atMost.toNanos(), TimeUnit.NANOSECONDS);
        if (request == null) {
            throw new AssertionError("no request came within " + atMost);
        }
        return request;
    }

    /** Ends every connection and thread. Closing twice is harmless. */
    @Override
    public void close() {
        Connections.closeQuietly(listener);
        connections.close();
    }

    @Override
    public String toString() {
        return "LoopbackServer[" + url() + "]";
    }

    private void accept() throws IOException {
        while (!listener.isClosed()) {
            Socket socket = listener.accept();
            // Replies go out in small steps, each of which would wait for the one before to be acknowledged.
            socket.setTcpNoDelay(true);
            int number = accepted.incrementAndGet();
            connections.start(socket, () -> serve(socket, number));
        }
    }

    private void serve(Socket socket, int number) throws IOException, InterruptedException {
        Reply first = greeting;
        if (first != null) {
            first.run(socket.getOutputStream());
        }
        RequestReader reader = new RequestReader(new BufferedInputStream(socket.getInputStream()), number);
        Optional<ReceivedRequest> next = reader.read();
        while (next.isPresent()) {
            ReceivedRequest request = next.get();
            requests.add(request);
            arrivals.add(request);
            Reply scripted = queued.poll();
            Reply reply = scripted != null ? scripted : answers.apply(request);
            reply.run(socket.getOutputStream());
            if (reply.resetsConnection()) {
                // Closing with a linger time of zero sends a reset in place of an orderly end.
                socket.setSoLinger(true, 0);
            }
            if (!reply.keepsConnection()) {
                return;
            }
            next = reader.read();
        }
    }
}

package dev.outloop.samples.firstproof.proof;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An API on the loopback interface that demands a key and hands it back in hostile ways; it counts what reaches it and
 * keeps what it sent. Thread-safe; whoever started it closes it.
 */
final class EchoApi implements AutoCloseable {

    private static final String KEY_HEADER = "x-api-key:";
    private static final int MAX_HEAD_BYTES = 64 * 1024;

    private final ServerSocket listener;
    private final ProofKey key;
    private final AtomicInteger connections = new AtomicInteger();
    private final List<byte[]> sent = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    private EchoApi(ServerSocket listener, ProofKey key) {
        this.listener = listener;
        this.key = key;
    }

    /** Starts it for the accounts of the proof and this key alone. */
    static EchoApi start(ProofKey key) throws IOException {
        EchoApi api = new EchoApi(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), key);
        inBackground(api::accept);
        return api;
    }

    int port() {
        return listener.getLocalPort();
    }

    /** How many requests it has answered. */
    int requests() {
        return sent.size();
    }

    /** How many connections were made to it. */
    int connections() {
        return connections.get();
    }

    /** Every byte that it sent from that request on, counted from 0. */
    byte[] sentSince(int request) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        sent.stream().skip(request).forEach(all::writeBytes);
        return all.toByteArray();
    }

    /** The status line of the answer to a request without the key. */
    String askWithoutKey() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.getOutputStream()
                    .write("GET /v1/tenants/t-1001/echo/json HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return answer.lines().findFirst().orElse("");
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : open) {
            socket.close();
        }
        sent.forEach(bytes -> Arrays.fill(bytes, (byte) 0));
    }

    private void accept() {
        try {
            while (!listener.isClosed()) {
                Socket socket = listener.accept();
                connections.incrementAndGet();
                open.add(socket);
                inBackground(() -> serve(socket));
            }
        } catch (IOException e) {
            // The listener was closed.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (byte[] head = head(in); head.length > 0; head = head(in)) {
                byte[] answer = answer(head);
                // Counted before it is sent: whoever reads the answer finds it counted.
                sent.add(answer);
                socket.getOutputStream().write(answer);
                socket.getOutputStream().flush();
                Arrays.fill(head, (byte) 0);
                if (answer[9] == '4') {
                    return;
                }
            }
        } catch (IOException e) {
            // The other side is gone.
        } finally {
            open.remove(socket);
        }
    }

    private byte[] answer(byte[] head) throws IOException {
        String target = firstLine(head).split(" ", 3)[1];
        byte[] given = given(head);
        if (!key.is(given)) {
            return EchoAnswer.refusal(401);
        }
        String[] path = target.split("/", -1);
        boolean known = path.length == 6
                && path[2].equals("tenants")
                && (path[3].equals(Proof.ACME_ACCOUNT) || path[3].equals(Proof.GLOBEX_ACCOUNT));
        return known ? EchoAnswer.of(path[5], path[3], given) : EchoAnswer.refusal(404);
    }

    private static String firstLine(byte[] head) {
        return new String(head, StandardCharsets.ISO_8859_1).lines().findFirst().orElse("");
    }

    private static byte[] given(byte[] head) {
        int from = 0;
        for (int at = 0; at + 1 < head.length; at++) {
            if (head[at] == '\r' && head[at + 1] == '\n') {
                if (isKeyLine(head, from, at)) {
                    return Arrays.copyOfRange(head, from + KEY_HEADER.length() + 1, at);
                }
                from = at + 2;
            }
        }
        return new byte[0];
    }

    private static boolean isKeyLine(byte[] head, int from, int to) {
        int length = KEY_HEADER.length();
        return to - from > length
                && new String(head, from, length, StandardCharsets.ISO_8859_1).equalsIgnoreCase(KEY_HEADER);
    }

    /** Up to the empty line; none of the proof's requests has a body. */
    private static byte[] head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        int last4 = 0;
        for (int b = in.read(); b >= 0 && head.size() < MAX_HEAD_BYTES; b = in.read()) {
            head.write(b);
            last4 = (last4 << 8) | b;
            if (last4 == 0x0d0a0d0a) {
                return head.toByteArray();
            }
        }
        return new byte[0];
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "first-proof-api");
        thread.setDaemon(true);
        thread.start();
    }
}

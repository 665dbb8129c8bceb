package dev.outloop.testkit.net;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

/**
 * What a {@link LoopbackServer} does with one request, step by step: send, hang, break off. Immutable; each method
 * returns a changed copy.
 *
 * <p>A reply that was made by {@link #status} adds a {@code Content-Length} (RFC 9110, section 8.6) unless a length or a
 * {@code Transfer-Encoding} is given; one made by {@link #raw} is sent as it is. What an interim step has broken off is
 * not continued. Unless it ends in one of the endings the connection is kept for the next request.
 */
public final class Reply {

    /** Ends the connection in the middle of the reply. */
    private enum Ending {
        KEEP,
        CLOSE,
        RESET
    }

    @FunctionalInterface
    private interface Step {
        void run(OutputStream out) throws IOException, InterruptedException;
    }

    private final List<Step> steps;
    private final Ending ending;

    private Reply(List<Step> steps, Ending ending) {
        this.steps = List.copyOf(steps);
        this.ending = ending;
    }

    /** A well-formed reply with this status and body, and header lines such as {@code "Content-Type: text/plain"}. */
    public static Reply status(int status, byte[] body, String... headerLines) {
        StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" Scripted\r\n");
        boolean framed = status == 204 || status == 304;
        for (String line : headerLines) {
            head.append(line).append("\r\n");
            framed |= line.regionMatches(true, 0, "Content-Length:", 0, 15)
                    || line.regionMatches(true, 0, "Transfer-Encoding:", 0, 18);
        }
        if (!framed) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        return raw(head.append("\r\n").toString()).then(body);
    }

    /** A well-formed reply with this status and a body in UTF-8. */
    public static Reply status(int status, String body, String... headerLines) {
        return status(status, body.getBytes(StandardCharsets.UTF_8), headerLines);
    }

    /** Exactly these bytes, well-formed or not. */
    public static Reply raw(byte[] bytes) {
        return nothing().then(bytes);
    }

    /** Exactly these characters in UTF-8. */
    public static Reply raw(String text) {
        return nothing().then(text);
    }

    /** Sends nothing. With {@link #thenHang} it hangs before the head, with {@link #thenReset} it resets at once. */
    public static Reply nothing() {
        return new Reply(List.of(), Ending.KEEP);
    }

    /** A head that declares a length, and then as many bytes of {@code 'a'}, made up while they are sent. */
    public static Reply hugeBody(long bytes) {
        return raw("HTTP/1.1 200 Scripted\r\nContent-Length: " + bytes + "\r\n\r\n")
                .thenFill(bytes);
    }

    /** A head with this many fields of this many characters. */
    public static Reply headerBomb(int fields, int charactersEach) {
        Reply reply = raw("HTTP/1.1 200 Scripted\r\nContent-Length: 0\r\n");
        byte[] field = ("X-Bomb: " + "b".repeat(charactersEach) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        return reply.step(out -> {
                    for (int i = 0; i < fields; i++) {
                        out.write(field);
                    }
                })
                .then("\r\n");
    }

    /** Then sends these bytes: more of the body, or a surplus after it. */
    public Reply then(byte[] bytes) {
        byte[] copy = bytes.clone();
        return step(out -> {
            out.write(copy);
            out.flush();
        });
    }

    /** Then sends these characters in UTF-8. */
    public Reply then(String text) {
        return then(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Then sends another reply on the same connection, which nobody asked for. */
    public Reply thenSurplus(Reply surplus) {
        List<Step> all = new ArrayList<>(steps);
        all.addAll(surplus.steps);
        return new Reply(all, surplus.ending);
    }

    /** Then sends this many bytes of {@code 'a'}. */
    public Reply thenFill(long bytes) {
        return step(out -> {
            byte[] chunk = new byte[8192];
            Arrays.fill(chunk, (byte) 'a');
            for (long left = bytes; left > 0; left -= chunk.length) {
                out.write(chunk, 0, (int) Math.min(left, chunk.length));
            }
        });
    }

    /** Then sends these bytes one by one, each for a permit, so that a test decides the pace. */
    public Reply thenDrip(Semaphore permits, byte[] bytes) {
        byte[] copy = bytes.clone();
        return step(out -> {
            for (byte b : copy) {
                permits.acquire();
                out.write(b);
                out.flush();
            }
        });
    }

    /** Then goes on only with a permit. */
    public Reply thenAwait(Semaphore permits) {
        return step(out -> permits.acquire());
    }

    /** Then does nothing, with the connection open, until the server is closed. */
    public Reply thenHang() {
        return step(out -> {
            while (!Thread.interrupted()) {
                LockSupport.park(this);
            }
            throw new InterruptedException();
        });
    }

    /** Then closes the connection in order. */
    public Reply thenClose() {
        return new Reply(steps, Ending.CLOSE);
    }

    /** Then resets the connection (RFC 9293, section 3.10.7.4), as a crashed server would. */
    public Reply thenReset() {
        return new Reply(steps, Ending.RESET);
    }

    /** Sends everything. */
    void run(OutputStream out) throws IOException, InterruptedException {
        for (Step step : steps) {
            step.run(out);
        }
        out.flush();
    }

    boolean keepsConnection() {
        return ending == Ending.KEEP;
    }

    boolean resetsConnection() {
        return ending == Ending.RESET;
    }

    /** The bytes that this reply sends, for replies that do not wait. */
    public byte[] toByteArray() throws IOException, InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        run(out);
        return out.toByteArray();
    }

    private Reply step(Step step) {
        List<Step> all = new ArrayList<>(steps);
        all.add(step);
        return new Reply(all, ending);
    }
}

package dev.outloop.testkit.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoopbackServerTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String GET = "GET /a?b=c HTTP/1.1\r\nHost: x\r\nX-Two: 1\r\nx-two: 2\r\n\r\n";

    private LoopbackServer server;

    @BeforeEach
    void start() throws IOException {
        server = LoopbackServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Socket send(String request) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout((int) LONG.toMillis());
        socket.getOutputStream().write(request.getBytes(US_ASCII));
        return socket;
    }

    private String talk(String request) throws IOException {
        try (Socket socket = send(request)) {
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    @Test
    void recordsRequestsByteForByte() throws Exception {
        String post = "POST /p HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc";
        String chunked = "POST /q HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3;x=y\r\nabc\r\n0\r\nT: v\r\n\r\n";

        talk(GET + post + chunked);

        ReceivedRequest first = server.awaitRequest(LONG);
        assertThat(first.method()).isEqualTo("GET");
        assertThat(first.target()).isEqualTo("/a?b=c");
        assertThat(first.headers("X-TWO")).containsExactly("1", "2");
        assertThat(first.header("X")).isEmpty();
        assertThat(first.raw()).isEqualTo(GET.getBytes(US_ASCII));
        assertThat(server.awaitRequest(LONG).bodyAsUtf8()).isEqualTo("abc");
        assertThat(server.awaitRequest(LONG).raw()).isEqualTo(chunked.getBytes(US_ASCII));
        assertThat(server.requests()).hasSize(3);
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void answersWhatIsQueuedThenWhatIsScripted() throws Exception {
        server.enqueue(Reply.status(201, "one", "X-A: b")).answer(request -> Reply.status(200, request.target()));

        assertThat(talk(GET + GET))
                .isEqualTo("HTTP/1.1 201 Scripted\r\nX-A: b\r\nContent-Length: 3\r\n\r\none"
                        + "HTTP/1.1 200 Scripted\r\nContent-Length: 6\r\n\r\n/a?b=c");
    }

    @Test
    void answers204WithoutAScript() throws Exception {
        assertThat(talk(GET)).isEqualTo("HTTP/1.1 204 Scripted\r\n\r\n");
    }

    @Test
    void sendsMalformedSurplusAndCutOffReplies() throws Exception {
        server.enqueue(Reply.raw("NONSENSE\r\n").thenClose());
        assertThat(talk(GET + GET)).isEqualTo("NONSENSE\r\n");

        server.enqueue(Reply.status(200, "a").thenSurplus(Reply.status(200, "b")));
        assertThat(talk(GET)).endsWith("\r\n\r\naHTTP/1.1 200 Scripted\r\nContent-Length: 1\r\n\r\nb");

        server.enqueue(Reply.status(200, "ab", "Content-Length: 9").thenClose());
        assertThat(talk(GET + GET)).endsWith("Content-Length: 9\r\n\r\nab");
        assertThat(server.connections()).isEqualTo(3);
    }

    @Test
    void greetsBeforeAnyRequest() throws Exception {
        server.greet(Reply.raw("early")).answer(Reply.raw("late"));

        assertThat(talk(GET)).isEqualTo("earlylate");
    }

    @Test
    void resetsTheConnection() throws Exception {
        server.enqueue(Reply.nothing().thenReset());
        try (Socket socket = send(GET)) {
            assertThatIOException()
                    .isThrownBy(() -> socket.getInputStream().read())
                    .withMessageContaining("reset");
        }
    }

    @Test
    void dripsAByteForEachPermit() throws Exception {
        Semaphore permits = new Semaphore(0);
        server.enqueue(Reply.raw("<").thenDrip(permits, "ab".getBytes(US_ASCII)).thenClose());
        try (Socket socket = send(GET)) {
            assertThat(socket.getInputStream().read()).isEqualTo('<');
            permits.release();
            assertThat(socket.getInputStream().read()).isEqualTo('a');
            assertThat(socket.getInputStream().available()).isZero();
            permits.release();
            assertThat(socket.getInputStream().read()).isEqualTo('b');
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void goesOnWhenAllowed() throws Exception {
        Semaphore permits = new Semaphore(0);
        server.enqueue(Reply.nothing().thenAwait(permits).then("x").thenClose());
        try (Socket socket = send(GET)) {
            server.awaitRequest(LONG);
            assertThat(socket.getInputStream().available()).isZero();
            permits.release();
            assertThat(socket.getInputStream().read()).isEqualTo('x');
        }
    }

    @Test
    void sendsHugeBodiesAndHeads() throws Exception {
        server.enqueue(Reply.hugeBody(100_000).thenClose());
        assertThat(talk(GET)).hasSize(100_000 + "HTTP/1.1 200 Scripted\r\nContent-Length: 100000\r\n\r\n".length());

        server.enqueue(Reply.headerBomb(500, 100).thenClose());
        assertThat(talk(GET)).contains("X-Bomb: " + "b".repeat(100)).hasSizeGreaterThan(50_000);
        assertThat(new String(Reply.headerBomb(1, 2).toByteArray(), US_ASCII)).endsWith("X-Bomb: bb\r\n\r\n");
    }

    @Test
    void closingEndsWhatHangs() throws Exception {
        server.enqueue(Reply.raw("HTTP/1.1 200 OK\r\n").thenHang());
        try (Socket socket = send(GET)) {
            assertThat(socket.getInputStream().readNBytes(17)).hasSize(17);
            assertThat(server.openConnections()).isEqualTo(1);

            server.close();
            server.close();

            assertThat(endOf(socket)).isTrue();
            assertThat(server.openConnections()).isZero();
            assertThatIOException().isThrownBy(() -> send(GET));
        }
    }

    @Test
    void complainsOfARequestThatDoesNotCome() {
        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> server.awaitRequest(Duration.ofMillis(1)))
                .withMessageContaining("no request");
    }

    @Test
    void relayRecordsBothWaysAndCounts() throws Exception {
        server.answer(Reply.status(200, "hello"));
        try (RecordingRelay relay = RecordingRelay.to(server.port());
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), relay.port())) {
            socket.setSoTimeout((int) LONG.toMillis());
            socket.getOutputStream().write(GET.getBytes(US_ASCII));
            socket.shutdownOutput();
            byte[] answer = socket.getInputStream().readAllBytes();

            assertThat(new String(answer, US_ASCII)).endsWith("hello");
            assertThat(relay.sentByClients()).isEqualTo(GET.getBytes(US_ASCII));
            assertThat(relay.sentByTarget()).isEqualTo(answer);
            assertThat(relay.connections()).isEqualTo(1);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void relayPassesAResetOn() throws Exception {
        server.answer(Reply.raw("x").thenReset());
        try (RecordingRelay relay = RecordingRelay.to(server.port());
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), relay.port())) {
            socket.setSoTimeout((int) LONG.toMillis());
            socket.getOutputStream().write(GET.getBytes(US_ASCII));

            assertThat(endOf(socket)).isTrue();
        }
    }

    private static boolean endOf(Socket socket) {
        try {
            socket.getInputStream().readAllBytes();
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}

package dev.outloop.core.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.core.internal.admit.CallScope;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionReuseTest {

    private static final String PRIVATE = "private to somebody else";

    @Test
    void reusesASilentConnection() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.ok("one"), RawServer.ok("two"));
                Rig rig = Rig.to(server)) {
            assertThat(rig.body("/1")).isEqualTo("one");
            assertThat(rig.body("/2")).isEqualTo("two");
            assertThat(server.connections()).isOne();
        }
    }

    @Test
    void plainHttpClientTakesTheSurplusForTheNextAnswer() throws Exception {
        try (RawServer server = desynchronising();
                CloseableHttpClient client = HttpClients.createDefault()) {
            HttpGet get = new HttpGet("http://127.0.0.1:" + server.port() + "/");
            String first = client.execute(get, response -> EntityUtils.toString(response.getEntity()));
            String second = client.execute(get, response -> EntityUtils.toString(response.getEntity()));
            assertThat(first).isEqualTo("mine");
            assertThat(second).isEqualTo(PRIVATE);
        }
    }

    @Test
    void surplusNeverReachesTheNextCall() throws Exception {
        try (RawServer server = desynchronising();
                Rig rig = Rig.to(server)) {
            assertThat(rig.body("/")).isEqualTo("mine");
            assertThat(rig.body("/")).isEqualTo("mine");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void surplusThatComesWhileIdleNeverReachesTheNextCall() throws Exception {
        Semaphore idle = new Semaphore(0);
        Semaphore sent = new Semaphore(0);
        try (RawServer server = new RawServer(peer -> {
                    peer.request();
                    peer.send(RawServer.ok("mine"));
                    idle.acquire();
                    peer.send(RawServer.ok(PRIVATE));
                    sent.release();
                    peer.awaitEnd();
                });
                Rig rig = Rig.to(server)) {
            assertThat(rig.body("/")).isEqualTo("mine");
            assertThat(rig.open()).isOne();
            idle.release(2);
            sent.acquire();
            assertThat(rig.body("/")).isEqualTo("mine");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void twoPartitionsNeverShareAConnection() throws Exception {
        try (RawServer server = desynchronising();
                Rig one = Rig.to(server);
                Rig two = Rig.to(server)) {
            assertThat(one.body("/")).isEqualTo("mine");
            assertThat(two.body("/")).isEqualTo("mine");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.0 200 OK\r\nContent-Length: 2\r\nConnection: keep-alive\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: x, CLOSE\r\n\r\nok",
                "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n"
            })
    void closesAfterTheLastResponse(String response) throws Exception {
        try (RawServer server = RawServer.answering(response, response);
                Rig rig = Rig.to(server)) {
            rig.body("/");
            assertThat(rig.open()).isZero();
            rig.body("/");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void closesAConnectionWhoseResponseWasNotReadToItsEnd() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.ok("0123456789"), RawServer.ok("second"));
                Rig rig = Rig.to(server)) {
            Received received = rig.exchange(rig.get("/"), new CallScope("c"));
            assertThat(received.body().readNBytes(3))
                    .asString(StandardCharsets.US_ASCII)
                    .isEqualTo("012");
            assertThat(rig.open()).isOne();
            received.body().close();
            assertThat(rig.open()).isZero();
            assertThat(rig.body("/")).isEqualTo("0123456789");
        }
    }

    @Test
    void looksAtTheFarEndAfterASecondOfIdling() throws Exception {
        Semaphore closed = new Semaphore(0);
        try (RawServer server = new RawServer(peer -> {
                    peer.request();
                    peer.send(RawServer.ok("only"));
                    peer.socket.close();
                    closed.release();
                });
                Rig rig = Rig.to(server)) {
            assertThat(rig.body("/")).isEqualTo("only");
            closed.acquire();
            assertThat(rig.open()).isOne();
            rig.clock.advanceMillis(1_001);
            assertThat(rig.body("/")).isEqualTo("only");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void endsConnectionsThatIdleForThirtySeconds() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.ok("one"), RawServer.ok("two"));
                Rig rig = Rig.to(server)) {
            rig.body("/");
            rig.clock.advanceMillis(30_000);
            rig.upstream.connections().closeIdle();
            assertThat(rig.open()).isOne();
            rig.clock.advanceMillis(1);
            rig.upstream.connections().closeIdle();
            assertThat(rig.open()).isZero();
        }
    }

    @Test
    void doesNotTrustAClockThatWentBack() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.ok("one"), RawServer.ok("two"));
                Rig rig = Rig.to(server)) {
            rig.body("/");
            rig.clock.advanceMillis(-5);
            assertThat(rig.body("/")).isEqualTo("one");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    /** Sends a second response that nobody asked for along with the first. */
    private static RawServer desynchronising() {
        return RawServer.answering(RawServer.ok("mine") + RawServer.ok(PRIVATE));
    }
}

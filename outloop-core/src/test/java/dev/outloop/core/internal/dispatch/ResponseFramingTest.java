package dev.outloop.core.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.outloop.action.Effect;
import dev.outloop.action.ExchangeLimits;
import dev.outloop.action.HttpField;
import dev.outloop.core.internal.admit.CallScope;
import dev.outloop.core.internal.journal.Stopped;
import dev.outloop.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseFramingTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
                "Content-Length: 2\r\nContent-Length: 3\r\n\r\nok!",
                "Content-Length: 2, 2\r\n\r\nok",
                "Content-Length: +2\r\n\r\nok",
                "Content-Length: -2\r\n\r\nok",
                "Content-Length:\r\n\r\nok",
                "Transfer-Encoding: gzip\r\n\r\nok",
                "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: identity\r\n\r\nok",
                "Transfer-Encoding: \u000b\r\n\r\nok"
            })
    void refusesAmbiguousEnds(String fieldsAndBody) throws Exception {
        Stopped stopped = stoppedBy("HTTP/1.1 200 OK\r\n" + fieldsAndBody);
        assertThat(stopped.code()).isEqualTo(ErrorCode.UPSTREAM_BROKEN);
        assertThat(stopped.effect()).isNotEqualTo(Effect.NONE);
    }

    @Test
    void refusedFramingHasHadItsEffect() throws Exception {
        assertThat(stoppedBy("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
                        .effect())
                .isEqualTo(Effect.HAPPENED);
    }

    @Test
    void refusesTransferCodingsOfHttp10() throws Exception {
        assertThat(stoppedBy("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n")
                        .code())
                .isEqualTo(ErrorCode.UPSTREAM_BROKEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\n\r\n",
                "HTTP/2 200 OK\r\n\r\n",
                "HTTP/1.1 20 OK\r\n\r\n",
                "ICY 200 OK\r\n\r\n",
                "\r\nHTTP/1.1 200 OK\r\n\r\n",
                "HTTP/1.1 200 OK\r\n folded: first\r\n\r\n",
                "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                "HTTP/1.1 200 OK\r\nspace : x\r\n\r\n",
                "HTTP/1.1 200 OK\r\n: nameless\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: a\u0000b\r\n\r\n",
                "HTTP/1.1 200 OK\r\nX: a\rb\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Le"
            })
    void refusesBrokenHeads(String response) throws Exception {
        try (RawServer server = new RawServer(peer -> {
                    peer.request();
                    peer.send(response);
                });
                Rig rig = Rig.to(server)) {
            Stopped stopped = rig.stopped();
            assertThat(stopped.code()).isEqualTo(ErrorCode.UPSTREAM_BROKEN);
            assertThat(stopped.effect()).isEqualTo(Effect.UNKNOWN);
            assertThat(rig.open()).isZero();
        }
    }

    @Test
    void dropsInterimResponses() throws Exception {
        String hints = "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n";
        try (RawServer server = RawServer.answering(hints.repeat(8) + RawServer.ok("final"));
                Rig rig = Rig.to(server)) {
            Received received = rig.exchange(rig.get("/"), new CallScope("c"));
            assertThat(received.status()).isEqualTo(200);
            assertThat(received.headers()).containsExactly(new HttpField("Content-Length", "5"));
        }
    }

    @Test
    void refusesEndlessInterimResponses() throws Exception {
        assertThat(stoppedBy("HTTP/1.1 100 Continue\r\n\r\n".repeat(9) + RawServer.ok("final"))
                        .code())
                .isEqualTo(ErrorCode.UPSTREAM_BROKEN);
    }

    @Test
    void joinsFoldedLines() throws Exception {
        try (RawServer server =
                        RawServer.answering("HTTP/1.1 200 Fine\r\nX: a \r\n \t b\r\nContent-Length: 0\r\n\r\n");
                Rig rig = Rig.to(server)) {
            Received received = rig.exchange(rig.get("/"), new CallScope("c"));
            assertThat(received.reason()).isEqualTo("Fine");
            assertThat(received.headers()).contains(new HttpField("X", "a b"));
        }
    }

    @Test
    void refusesHeadsBeyondTheirBounds() throws Exception {
        String line = "X-Line: " + "x".repeat(200_000) + "\r\n";
        String total = ("X-Bomb: " + "x".repeat(1000) + "\r\n").repeat(100);
        String count = "X: y\r\n".repeat(1001);
        for (String fields : List.of(line, total, count)) {
            Stopped stopped = stoppedBy("HTTP/1.1 200 OK\r\n" + fields + "Content-Length: 0\r\n\r\n");
            assertThat(stopped.code()).isEqualTo(ErrorCode.UPSTREAM_BROKEN);
            assertThat(stopped.effect()).isEqualTo(Effect.UNKNOWN);
        }
    }

    @Test
    void dropsTrailersAndReusesTheConnection() throws Exception {
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n2;x=y\r\nok\r\n0\r\nX-Late: 1\r\n\r\n";
        try (RawServer server = RawServer.answering(chunked, RawServer.ok("next"));
                Rig rig = Rig.to(server)) {
            assertThat(rig.body("/")).isEqualTo("ok");
            assertThat(rig.body("/")).isEqualTo("next");
            assertThat(server.connections()).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\r\n\r\nabc",
                "Transfer-Encoding: chunked\r\n\r\n5\r\nabc",
                "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
                "Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nzz\r\n"
            })
    void saysThatABodyWasCutOff(String fieldsAndBody) throws Exception {
        try (RawServer server = new RawServer(peer -> {
                    peer.request();
                    peer.send("HTTP/1.1 200 OK\r\n" + fieldsAndBody);
                });
                Rig rig = Rig.to(server)) {
            Received received = rig.exchange(rig.get("/"), new CallScope("c"));
            BrokenBody broken =
                    catchThrowableOfType(BrokenBody.class, () -> received.body().readAllBytes());
            assertThat(broken.code()).isEqualTo(ErrorCode.UPSTREAM_BROKEN);
            assertThat(broken).hasNoCause();
            assertThat(catchThrowableOfType(
                            BrokenBody.class, () -> received.body().read()))
                    .isSameAs(broken);
            assertThat(rig.open()).isZero();
        }
    }

    @Test
    void boundsTheBodyAndItsFraming() throws Exception {
        String large = RawServer.ok("x".repeat(1001));
        String extensions = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                + ("1;" + "e".repeat(1000) + "\r\nx\r\n").repeat(500) + "0\r\n\r\n";
        for (String response : List.of(large, extensions)) {
            try (RawServer server = RawServer.answering(response);
                    Rig rig = Rig.to(
                            server,
                            service -> service.limits(ExchangeLimits.builder()
                                    .maxResponseBodyBytes(1000)
                                    .build()))) {
                Received received = rig.exchange(rig.get("/"), new CallScope("c"));
                BrokenBody broken = catchThrowableOfType(
                        BrokenBody.class, () -> received.body().readAllBytes());
                assertThat(broken.code()).isEqualTo(ErrorCode.RESPONSE_TOO_LARGE);
                assertThat(rig.open()).isZero();
            }
        }
    }

    @Test
    void headAndNoContentHaveNoBody() throws Exception {
        try (RawServer server = RawServer.answering(
                        "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n",
                        "HTTP/1.1 304 Not Modified\r\n\r\n",
                        RawServer.ok("third"));
                Rig rig = Rig.to(server)) {
            Received head = rig.exchange(rig.request("HEAD", "/", List.of(), List.of(), null), new CallScope("c"));
            assertThat(head.body().readAllBytes()).isEmpty();
            assertThat(rig.body("/")).isEmpty();
            assertThat(rig.body("/")).isEqualTo("third");
            assertThat(server.connections()).isOne();
        }
    }

    @Test
    void bodyMayEndWithTheConnection() throws Exception {
        try (RawServer server = new RawServer(peer -> {
                    peer.request();
                    peer.send("HTTP/1.1 200 OK\r\n\r\nuntil the end");
                });
                Rig rig = Rig.to(server)) {
            Received received = rig.exchange(rig.get("/"), new CallScope("c"));
            assertThat(new String(received.body().readAllBytes(), StandardCharsets.US_ASCII))
                    .isEqualTo("until the end");
            assertThat(rig.open()).isZero();
        }
    }

    private static Stopped stoppedBy(String response) throws Exception {
        try (RawServer server = RawServer.answering(response);
                Rig rig = Rig.to(server)) {
            Stopped stopped = rig.stopped();
            assertThat(rig.open()).isZero();
            return stopped;
        }
    }
}

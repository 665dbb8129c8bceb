package dev.outloop.core.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.Effect;
import dev.outloop.core.internal.admit.CallScope;
import dev.outloop.error.ErrorCode;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BaselineTest {

    @Test
    void manyCallsAtOnceGetTheirOwnAnswers() throws Exception {
        int callers = 2 * Connections.MAX_OPEN;
        int rounds = Boolean.getBoolean("outloop.full") ? 500 : 20;
        try (RawServer server = new RawServer(peer -> {
                    while (true) {
                        String request = peer.request();
                        peer.send(RawServer.ok(request.substring(request.indexOf("\r\n\r\n") + 4)));
                    }
                });
                Rig rig = Rig.to(server)) {
            ExecutorService threads = Executors.newFixedThreadPool(callers);
            List<Future<Void>> calls = new ArrayList<>();
            for (int caller = 0; caller < callers; caller++) {
                int id = caller;
                calls.add(threads.submit(() -> {
                    for (int round = 0; round < rounds; round++) {
                        byte[] mine = (id + "/" + round).getBytes(StandardCharsets.US_ASCII);
                        try (var body =
                                rig.exchange(rig.post(mine), new CallScope("c")).body()) {
                            assertThat(body.readAllBytes()).isEqualTo(mine);
                        }
                    }
                    return null;
                }));
            }
            for (Future<Void> call : calls) {
                call.get();
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            assertThat(rig.open()).isBetween(1, Connections.MAX_OPEN);
            assertThat(server.connections()).isLessThanOrEqualTo(Connections.MAX_OPEN);
        }
    }

    @Test
    void faultsLeaveNoConnectionAndNoThread() throws Exception {
        String[] faults = {
            "",
            "garbage\r\n\r\n",
            "HTTP/1.1 200 OK\r\nX",
            "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
            "HTTP/1.1 101 Go\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"
        };
        for (String fault : faults) {
            try (RawServer server = new RawServer(peer -> {
                        peer.request();
                        peer.send(fault);
                    });
                    Rig rig = Rig.to(server)) {
                for (int i = 0; i < 3; i++) {
                    assertThat(rig.stopped().code()).isEqualTo(ErrorCode.UPSTREAM_BROKEN);
                    assertThat(rig.open()).isZero();
                }
                assertThat(lookups()).isNotEmpty();
            }
        }
        for (Thread lookup : lookups()) {
            lookup.join();
        }
        assertThat(lookups()).isEmpty();
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        int port;
        try (var closed = RawServer.open()) {
            port = closed.getLocalPort();
        }
        try (Rig rig = new Rig(Rig.service("http://127.0.0.1:" + port), NameResolver.system())) {
            assertThat(rig.stopped().code()).isEqualTo(ErrorCode.UPSTREAM_UNREACHABLE);
            assertThat(rig.stopped().effect()).isEqualTo(Effect.NONE);
            assertThat(rig.open()).isZero();
        }
    }

    @Test
    void saysThatTheNameIsUnknown() throws Exception {
        try (Rig rig = new Rig(Rig.service("https://api.example.com"), host -> new InetAddress[0])) {
            assertThat(rig.stopped().code()).isEqualTo(ErrorCode.UPSTREAM_UNREACHABLE);
            assertThat(rig.stopped().effect()).isEqualTo(Effect.NONE);
        }
    }

    @Test
    void aResolverThatThrowsWhatItShouldNotIsOnlyAResolverThatFailed() throws Exception {
        try (Rig rig = new Rig(Rig.service("https://api.example.com"), host -> {
            throw new IllegalStateException(Rig.CANARY);
        })) {
            assertThat(rig.stopped().code()).isEqualTo(ErrorCode.UPSTREAM_UNREACHABLE);
            assertThat(rig.stopped().sentence()).doesNotContain(Rig.CANARY);
        }
    }

    private static List<Thread> lookups() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("outloop-name-lookup"))
                .toList();
    }
}

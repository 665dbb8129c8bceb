package dev.outloop.core.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.outloop.action.CredentialPlacement;
import dev.outloop.action.Effect;
import dev.outloop.core.internal.admit.CallScope;
import dev.outloop.core.internal.admit.CanonicalRequest;
import dev.outloop.core.internal.journal.Stopped;
import dev.outloop.error.ErrorCode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A call ends, with its reason and its effect, wherever it is when somebody stops it. */
@Timeout(60)
class StopTest {

    private final CallScope scope = new CallScope("c");

    @Test
    void beforeAnything() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.ok("x"));
                Rig rig = Rig.to(server)) {
            scope.stop(ErrorCode.ACCESS_CHANGED);
            check(rig.stopped(rig.get("/"), scope), ErrorCode.ACCESS_CHANGED, Effect.NONE);
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void beforeTheFirstByteOnAConnectionThatIsThere() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.ok("x"), RawServer.ok("y"));
                Rig rig = Rig.to(server, service -> service.credential(CredentialPlacement.bearer("secret")))) {
            rig.body("/");
            CanonicalRequest request = rig.get("/");
            Stopped stopped = catchThrowableOfType(
                    Stopped.class,
                    () -> rig.upstream.exchange(
                            request,
                            part -> {
                                // Asked for last when the head is written: everything else has been checked by then.
                                if (Arrays.stream(Thread.currentThread().getStackTrace())
                                        .anyMatch(frame -> frame.getMethodName().equals("writeHead"))) {
                                    scope.stop(ErrorCode.ACCESS_CHANGED);
                                }
                                return rig.secrets.get(part);
                            },
                            scope));
            check(stopped, ErrorCode.ACCESS_CHANGED, Effect.NONE);
            assertThat(server.requests()).hasSize(1);
            assertThat(rig.open()).isZero();
        }
    }

    @Test
    void whileAResolverHangs() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (Rig rig = new Rig(Rig.service("https://api.example.com"), host -> {
            scope.stop(ErrorCode.DEADLINE_EXCEEDED);
            awaitUninterruptibly(never);
            return new InetAddress[0];
        })) {
            check(rig.stopped(rig.get("/"), scope), ErrorCode.DEADLINE_EXCEEDED, Effect.NONE);
            assertThat(rig.open()).isZero();
            never.countDown();
        }
    }

    @Test
    void whileConnecting() throws Exception {
        List<Socket> fillers = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                Rig rig = new Rig(Rig.service("http://127.0.0.1:" + full.getLocalPort()), NameResolver.system())) {
            fill(full, fillers);
            stopWhen(Thread.currentThread(), "connect");
            check(rig.stopped(rig.get("/"), scope), ErrorCode.DEADLINE_EXCEEDED, Effect.NONE);
            assertThat(rig.open()).isZero();
        } finally {
            for (Socket filler : fillers) {
                filler.close();
            }
        }
    }

    @Test
    void whileShakingHands() throws Exception {
        try (RawServer server = new RawServer(peer -> {
                    peer.socket.getInputStream().read();
                    scope.stop(ErrorCode.CANCELLED);
                    peer.awaitEnd();
                });
                Rig rig = new Rig(Rig.service("https://127.0.0.1:" + server.port()), NameResolver.system())) {
            check(rig.stopped(rig.get("/"), scope), ErrorCode.CANCELLED, Effect.NONE);
            assertThat(rig.open()).isZero();
        }
    }

    @Test
    void whileSending() throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        try (RawServer server = new RawServer(peer -> done.await());
                Rig rig = Rig.to(server)) {
            stopWhen(Thread.currentThread(), "write");
            check(rig.stopped(rig.post(new byte[64 << 20]), scope), ErrorCode.DEADLINE_EXCEEDED, Effect.UNKNOWN);
            assertThat(rig.open()).isZero();
            done.countDown();
        }
    }

    @Test
    void whileWaitingForTheHead() throws Exception {
        try (RawServer server = new RawServer(peer -> {
                    peer.request();
                    peer.send("HTTP/1.1 200 OK\r\nX: ");
                    scope.stop(ErrorCode.CANCELLED);
                    peer.awaitEnd();
                });
                Rig rig = Rig.to(server)) {
            Stopped stopped = rig.stopped(rig.get("/"), scope);
            check(stopped, ErrorCode.CANCELLED, Effect.UNKNOWN);
            assertThat(stopped.sentence()).contains("unknown");
            assertThat(rig.open()).isZero();
        }
    }

    @Test
    void whileReadingTheBody() throws Exception {
        try (RawServer server = new RawServer(peer -> {
                    peer.request();
                    peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
                    peer.awaitEnd();
                });
                Rig rig = Rig.to(server)) {
            Received received = rig.exchange(rig.get("/"), scope);
            assertThat(received.body().readNBytes(4)).hasSize(4);
            stopWhen(Thread.currentThread(), "read");
            BrokenBody broken =
                    catchThrowableOfType(BrokenBody.class, () -> received.body().read());
            assertThat(broken.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
            assertThat(rig.open()).isZero();
        }
    }

    @Test
    void withTheBodyInTheBuffer() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.ok("buffered"));
                Rig rig = Rig.to(server)) {
            Received received = rig.exchange(rig.get("/"), scope);
            assertThat(received.body().read()).isEqualTo('b');
            scope.stop(ErrorCode.ACCESS_CHANGED);
            BrokenBody broken =
                    catchThrowableOfType(BrokenBody.class, () -> received.body().read());
            assertThat(broken.code()).isEqualTo(ErrorCode.ACCESS_CHANGED);
        }
    }

    @Test
    void whileAllConnectionsAreLent() throws Exception {
        try (RawServer server = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n");
                Rig rig = Rig.to(server)) {
            for (int i = 0; i < Connections.MAX_OPEN; i++) {
                rig.exchange(rig.get("/"), new CallScope("other"));
            }
            stopWhen(Thread.currentThread(), "awaitUninterruptibly");
            check(rig.stopped(rig.get("/"), scope), ErrorCode.DEADLINE_EXCEEDED, Effect.NONE);
            assertThat(server.connections()).isEqualTo(Connections.MAX_OPEN);
            assertThat(rig.open()).isEqualTo(Connections.MAX_OPEN);
        }
    }

    @Test
    void aCallStoppedAfterItsEndLeavesTheNextAlone() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.ok("one"), RawServer.ok("two"));
                Rig rig = Rig.to(server)) {
            Received first = rig.exchange(rig.get("/"), scope);
            first.body().readAllBytes();
            Received second = rig.exchange(rig.get("/"), new CallScope("next"));
            scope.stop(ErrorCode.CANCELLED);
            first.body().close();
            assertThat(second.body().readAllBytes()).asString().isEqualTo("two");
            assertThat(server.connections()).isOne();
        }
    }

    @Test
    void closingTheBindingEndsWhatRuns() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        try (RawServer server = new RawServer(peer -> {
                    peer.request();
                    asked.countDown();
                    peer.awaitEnd();
                });
                Rig rig = Rig.to(server)) {
            CompletableFuture<Stopped> call = CompletableFuture.supplyAsync(() -> rig.stopped(rig.get("/"), scope));
            asked.await();
            rig.upstream.close(ErrorCode.ACCESS_CHANGED);
            check(call.get(), ErrorCode.ACCESS_CHANGED, Effect.UNKNOWN);
            check(rig.stopped(), ErrorCode.ACCESS_CHANGED, Effect.NONE);
            assertThat(rig.open()).isZero();
        }
    }

    private static void check(Stopped stopped, ErrorCode code, Effect effect) {
        assertThat(stopped.code()).isEqualTo(code);
        assertThat(stopped.effect()).isEqualTo(effect);
        assertThat(stopped).hasNoCause();
    }

    /** Stops the call once its thread blocks in that method. */
    private void stopWhen(Thread caller, String method) {
        Thread watcher = new Thread(() -> {
            while (Arrays.stream(caller.getStackTrace())
                    .limit(12)
                    .noneMatch(frame -> frame.getMethodName().equals(method)
                            && frame.getClassName().matches("(sun\\.nio\\.ch\\.NioSocketImpl|java\\.util\\..*)"))) {
                Thread.onSpinWait();
            }
            scope.stop(ErrorCode.DEADLINE_EXCEEDED);
        });
        watcher.setDaemon(true);
        watcher.start();
    }

    /** Connects until nobody gets in any more, so that the next one hangs. */
    private static void fill(ServerSocket full, List<Socket> fillers) throws Exception {
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", full.getLocalPort());
        try {
            while (fillers.size() < 16) {
                Socket filler = new Socket();
                fillers.add(filler);
                filler.connect(address, 300);
            }
        } catch (SocketTimeoutException e) {
            return;
        }
        throw new AssertionError("the backlog does not fill");
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        while (true) {
            try {
                latch.await();
                return;
            } catch (InterruptedException e) {
                // A resolver that hangs does not listen.
            }
        }
    }
}

package dev.outloop.core.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.NetworkRule;
import dev.outloop.core.internal.admit.CallScope;
import dev.outloop.error.ErrorCode;
import dev.outloop.testkit.twin.Twin;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What HttpClient keeps of a response in its own buffer. */
@Timeout(60)
class WipedSocketTest {

    private static final String MARKER = "value-that-nobody-may-keep";
    private static final String LENGTH = "HTTP/1.1 200 OK\r\nContent-Length: " + MARKER.length() + "\r\n\r\n" + MARKER;
    private static final String LONGER = "HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n" + MARKER;
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1a\r\n" + MARKER;

    @Test
    void nothingOfAResponseIsKept() {
        assertThat(new Kept().get()).isEqualTo("[]");
    }

    @Test
    void everythingIsKeptWhereItIsNotOverwritten() {
        Twin twin = Twin.without(WipedSocket.class.getName() + "#wipe");
        assertThat(twin.newInstance(Supplier.class, Kept.class).get())
                .isEqualTo("[length, chunked, cut off, closed, stopped, pool closed]");
        twin.requireReached();
    }

    @Test
    void nothingOfAResponseOverTlsIsKept(@TempDir Path folder) throws Exception {
        TlsServer certificate = new TlsServer(folder, "api.example.test", "-1d", 3);
        try (RawServer server = new RawServer(
                        certificate.sockets().createServerSocket(0, 50, InetAddress.getByName("127.0.0.1")), peer -> {
                            peer.request();
                            peer.send(LENGTH);
                            peer.awaitEnd();
                        });
                Rig rig = new Rig(
                        Rig.service("https://api.example.test:" + server.port())
                                .network(NetworkRule.publicInternet()
                                        .allowing(List.of("127.0.0.1/32"))
                                        .trusting(certificate.pem)),
                        host -> new InetAddress[] {InetAddress.getByName("127.0.0.1")})) {
            InputStream body = rig.exchange(rig.get("/"), new CallScope("c")).body();
            assertThat(body.read()).isEqualTo(MARKER.charAt(0));
            assertThat(Reachable.has(MARKER, body)).isTrue();
            assertThat(body.readAllBytes()).hasSize(MARKER.length() - 1);
            assertThat(Reachable.has(MARKER, body)).isFalse();
            assertThat(rig.open()).isOne();
        }
    }

    /** Reads responses to various ends, and says after which of them the body was still in memory. */
    static final class Kept implements Supplier<String> {

        /** How a response ends. */
        @FunctionalInterface
        interface Ending {
            void end(InputStream body, CallScope scope, Rig rig) throws IOException;
        }

        private final List<String> kept = new ArrayList<>();

        @Override
        public String get() {
            try {
                run("length", LENGTH, (body, scope, rig) -> body.readAllBytes());
                run("chunked", CHUNKED + "\r\n0\r\n\r\n", (body, scope, rig) -> body.readAllBytes());
                run("cut off", LONGER, (body, scope, rig) -> drain(body));
                run("closed", LONGER, (body, scope, rig) -> body.close());
                run("stopped", LONGER, (body, scope, rig) -> {
                    scope.stop(ErrorCode.DEADLINE_EXCEEDED);
                    drain(body);
                });
                run("pool closed", LONGER, (body, scope, rig) -> {
                    rig.upstream.close(ErrorCode.BROKER_CLOSED);
                    drain(body);
                });
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            return kept.toString();
        }

        private void run(String name, String response, Ending ending) throws Exception {
            try (RawServer server = new RawServer(peer -> {
                        peer.request();
                        peer.send(response);
                        if (!name.equals("cut off")) {
                            peer.awaitEnd();
                        }
                    });
                    Rig rig = Rig.to(server)) {
                CallScope scope = new CallScope("c");
                InputStream body = rig.exchange(rig.get("/"), scope).body();
                if (body.read() != MARKER.charAt(0) || !Reachable.has(MARKER, body)) {
                    throw new IllegalStateException("the body was not there to be kept");
                }
                ending.end(body, scope, rig);
                if (Reachable.has(MARKER, body)) {
                    kept.add(name);
                }
            }
        }

        private static void drain(InputStream body) {
            try {
                body.readAllBytes();
                throw new IllegalStateException("the body came to its end");
            } catch (IOException e) {
                // What was to happen.
            }
        }
    }
}

package dev.outloop.core.internal.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.NetworkRule;
import dev.outloop.action.ServiceUrl;
import dev.outloop.core.internal.dispatch.NameResolver;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Secret;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultHttpRequest;
import dev.outloop.spi.VaultHttpRequest.Builder;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.Reply;
import dev.outloop.testkit.twin.Twin;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that would reach the server as something else are not sent. */
class PortRequestTest {

    private static final Canary MARKER = Canary.random("marker");
    private static LoopbackServer server;
    private static VaultPort port;

    @BeforeAll
    static void start() throws Exception {
        server = LoopbackServer.start().answer(Reply.status(200, "{}"));
        port = Ports.to(server);
    }

    @AfterAll
    static void stop() {
        port.close();
        server.close();
    }

    static Stream<Builder> unfaithful() {
        String marker = MARKER.text();
        return Stream.of(
                VaultHttpRequest.get(marker, "."),
                VaultHttpRequest.get(marker, ".."),
                VaultHttpRequest.get(marker, ""),
                VaultHttpRequest.get(marker + "/../x"),
                VaultHttpRequest.get(marker + "\\.."),
                VaultHttpRequest.get("../" + marker),
                VaultHttpRequest.get(marker + "\r\nX: y"),
                VaultHttpRequest.get(marker + "\u0000"),
                VaultHttpRequest.get(marker + "\u0085"),
                VaultHttpRequest.get(marker + "\ud800"),
                VaultHttpRequest.get("x").query(marker, "a\nb"),
                VaultHttpRequest.get("x").query(marker, "a\udc00"),
                VaultHttpRequest.get("x").query("a\r" + marker, "b"),
                VaultHttpRequest.get("x").header("X-A", marker + "\r\nX-B: 1"),
                VaultHttpRequest.get("x").header("X-A", marker + "\u0000"),
                VaultHttpRequest.get("x").header("X-A", marker + "\u00fc"),
                VaultHttpRequest.get("x").header("X A", marker),
                VaultHttpRequest.get("x").header("", marker),
                VaultHttpRequest.get("x").header("X-A: 1\r\nX-B", marker),
                VaultHttpRequest.get("x").header("X-A", marker).header("x-a", marker),
                VaultHttpRequest.get("x").header("Host", marker),
                VaultHttpRequest.get("x").header("Content-Length", "5"),
                VaultHttpRequest.get("x").header("Content-Type", marker),
                VaultHttpRequest.get("x").header("Connection", marker),
                VaultHttpRequest.get("x").header("Transfer-Encoding", "chunked"),
                VaultHttpRequest.get("x").header("Upgrade", marker),
                VaultHttpRequest.get("x").header("Authorization", marker).bearer(MARKER.secret()),
                VaultHttpRequest.get("x").header("authorization", marker).bearer(MARKER.secret()),
                VaultHttpRequest.get("x")
                        .secretHeader("X-Token", MARKER.secret())
                        .secretHeader("x-token", MARKER.secret()),
                VaultHttpRequest.get("x").secretHeader("Host", MARKER.secret()),
                VaultHttpRequest.get("x").secretHeader("Content-Length", MARKER.secret()),
                VaultHttpRequest.get("x").secretHeader("X\r\nY", MARKER.secret()),
                VaultHttpRequest.post("x").member(marker, "\ud800"),
                VaultHttpRequest.post("x").member("\udfff", marker));
    }

    @ParameterizedTest
    @MethodSource("unfaithful")
    void isNotSentAsSomethingElse(Builder request) {
        int before = server.requests().size();
        VaultException failure = Ports.failure(port, Ports.within(request, Duration.ofSeconds(30)));
        assertThat(failure.code()).isSameAs(ErrorCode.VAULT_FAILED);
        assertThat(MARKER.isFoundIn(String.valueOf(failure))).isFalse();
        assertThat(failure).hasNoCause().hasNoSuppressedExceptions();
        assertThat(server.requests()).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " lead", "trail ", "a\r\nb", "a\nb", "a\u0000b", "k\u00fcche"})
    void secretThatAHeaderCannotCarryIsNotSent(String value) {
        int before = server.requests().size();
        try (Secret secret = Ports.secret(value)) {
            VaultException failure =
                    Ports.failure(port, Ports.within(VaultHttpRequest.get("x").bearer(secret), Duration.ofSeconds(30)));
            assertThat(failure.code()).isSameAs(ErrorCode.SECRET_UNFIT);
        }
        assertThat(server.requests()).hasSize(before);
    }

    @Test
    void secretThatJsonCannotCarryIsNotSent() {
        int before = server.requests().size();
        try (Secret secret = Secret.copyOf(new byte[] {'a', (byte) 0xff})) {
            VaultException failure = Ports.failure(
                    port, Ports.within(VaultHttpRequest.post("x").member("a", secret), Duration.ofSeconds(30)));
            assertThat(failure.code()).isSameAs(ErrorCode.SECRET_UNFIT);
        }
        assertThat(server.requests()).hasSize(before);
    }

    @Test
    void closedSecretIsNotSent() {
        int before = server.requests().size();
        Secret closed = MARKER.secret();
        closed.close();
        for (Builder request : new Builder[] {
            VaultHttpRequest.post("x").member("a", closed),
            VaultHttpRequest.get("x").bearer(closed)
        }) {
            assertThat(Ports.failure(port, Ports.within(request, Duration.ofSeconds(30)))
                            .code())
                    .isSameAs(ErrorCode.VAULT_FAILED);
        }
        assertThat(server.requests()).hasSize(before);
    }

    @Test
    void segmentsAndPairsStandForThemselves() throws Exception {
        port.send(Ports.within(
                        VaultHttpRequest.get("a b", "%2e%2e", "...", "\u00fc;?#", "a/b")
                                .query("=&", "+%\ud83d\udd11")
                                .header("X-A", "a\tb c"),
                        Duration.ofSeconds(30)))
                .close();
        assertThat(server.requests().get(server.requests().size() - 1).head())
                .startsWith("GET /a%20b/%252e%252e/.../%C3%BC%3B%3F%23/a%2Fb?%3D%26=%2B%25%F0%9F%94%91 HTTP/1.1\r\n")
                .contains("\r\nX-A: a\tb c\r\n");
    }

    @Test
    void bodyIsOverwrittenWhenItWasSent() throws Exception {
        byte[] body;
        try (Secret secret = MARKER.secret();
                PortRequest request = PortRequest.of(
                        "team",
                        Ports.within(VaultHttpRequest.post("x").member("a", secret), Duration.ofSeconds(30)),
                        ServiceUrl.parse("https://vault.example.com"))) {
            body = request.canonical().body();
            assertThat(MARKER.isFoundIn(body)).isTrue();
        }
        assertThat(body).containsOnly(0);
    }

    @Test
    void stepsUpWhereTheCheckIsTakenOut() {
        assertThat(new StepsUp().get()).isEqualTo("not sent");
        Twin twin = Twin.without(PortRequest.class.getName() + "#requireFaithful");
        assertThat(twin.newInstance(Supplier.class, StepsUp.class).get()).isEqualTo("GET /base/../admin HTTP/1.1");
        twin.requireReached();
    }

    /** Asks for a path that leads out of the vault's. */
    static final class StepsUp implements Supplier<String> {
        @Override
        public String get() {
            try (LoopbackServer outside = LoopbackServer.start();
                    VaultPort port =
                            Ports.to(outside.url() + "/base", NetworkRule.publicInternet(), NameResolver.system())) {
                try {
                    port.send(Ports.get("..", "admin")).close();
                } catch (VaultException e) {
                    return "not sent";
                }
                return outside.requests().get(0).head().lines().findFirst().orElse("");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}

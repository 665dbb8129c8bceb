package dev.outloop.core.internal.vault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.NetworkRule;
import dev.outloop.core.internal.dispatch.TlsServer;
import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultHttpResponse;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.Reply;
import dev.outloop.testkit.twin.Twin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A vault's server has to prove who it is. */
class PortTlsTest {

    private static final NetworkRule ALLOWED = NetworkRule.publicInternet().allowing(List.of("127.0.0.1/32"));

    @TempDir
    static Path folder;

    private static TlsServer vault;
    private static TlsServer other;

    @BeforeAll
    static void makeCertificates() throws Exception {
        vault = new TlsServer(folder, "vault.example.test", "-1d", 3);
        other = new TlsServer(folder, "other.example.test", "-1d", 3);
    }

    @Test
    void certificateThatIsTrustedByFileIsEnough() throws Exception {
        try (LoopbackServer server = LoopbackServer.start(vault.sockets())) {
            server.answer(Reply.status(200, "{}"));
            assertThat(new Asking().apply(List.of(server.port(), vault.pem))).isEqualTo("200");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void connectionIsUsedAgain() throws Exception {
        try (LoopbackServer server = LoopbackServer.start(vault.sockets());
                VaultPort port = port(server.port(), ALLOWED.trusting(vault.pem))) {
            server.answer(Reply.status(200, "{}"));
            for (int i = 0; i < 3; i++) {
                port.send(Ports.get("x")).close();
            }
            assertThat(server.requests()).hasSize(3);
            assertThat(server.connections()).isOne();
        }
    }

    @Test
    void certificateOfNobodyIsUntrusted() throws Exception {
        try (LoopbackServer server = LoopbackServer.start(vault.sockets())) {
            assertThat(new Asking().apply(List.of(server.port()))).isEqualTo("VAULT_UNTRUSTED");
            assertThat(new Asking().apply(List.of(server.port(), other.pem))).isEqualTo("VAULT_UNTRUSTED");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    @SuppressWarnings("unchecked") // the fixture is a function
    void certificateOfAnotherHostIsUntrusted() throws Exception {
        try (LoopbackServer server = LoopbackServer.start(other.sockets())) {
            server.answer(Reply.status(200, "{}"));
            List<Object> trusting = List.of(server.port(), other.pem);
            assertThat(new Asking().apply(trusting)).isEqualTo("VAULT_UNTRUSTED");
            assertThat(server.requests()).isEmpty();

            Twin twin = Twin.without("dev.outloop.core.internal.dispatch.ServiceTls#requireHostInCertificate");
            Function<List<Object>, String> asking = twin.newInstance(Function.class, Asking.class);
            assertThat(asking.apply(trusting)).isEqualTo("200");
            twin.requireReached();
        }
    }

    @Test
    void serverThatHangsUpWithinTheHandshakeIsUnavailable() throws Exception {
        try (ServerSocket listener = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            Thread hangingUp = new Thread(() -> {
                try (Socket socket = listener.accept()) {
                    socket.getInputStream().readNBytes(5);
                    socket.shutdownOutput();
                    socket.getInputStream().readAllBytes();
                } catch (IOException e) {
                    // The client is gone, which is what it sees too.
                }
            });
            hangingUp.start();
            assertThat(new Asking().apply(List.of(listener.getLocalPort(), vault.pem)))
                    .isEqualTo("VAULT_UNAVAILABLE");
            hangingUp.join();
        }
    }

    /** Asks the server at that port with that trust. */
    static final class Asking implements Function<List<Object>, String> {
        @Override
        public String apply(List<Object> portAndTrust) {
            NetworkRule rule = ALLOWED;
            if (portAndTrust.size() > 1) {
                rule = rule.trusting((Path) portAndTrust.get(1));
            }
            return ask((int) portAndTrust.get(0), rule);
        }
    }

    private static VaultPort port(int number, NetworkRule rule) throws VaultException {
        return Ports.to("https://vault.example.test:" + number, rule, host ->
                new InetAddress[] {InetAddress.getByName("127.0.0.1")});
    }

    private static String ask(int number, NetworkRule rule) {
        try (VaultPort port = port(number, rule);
                VaultHttpResponse response = port.send(Ports.get("x"))) {
            return String.valueOf(response.status());
        } catch (VaultException e) {
            return e.code().equals(ErrorCode.VAULT_UNTRUSTED) && !e.getMessage().contains("network.trust")
                    ? e.getMessage()
                    : e.code().toString();
        }
    }
}

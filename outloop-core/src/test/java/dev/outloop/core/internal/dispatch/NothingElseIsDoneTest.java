package dev.outloop.core.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.CredentialPlacement;
import dev.outloop.action.HttpField;
import dev.outloop.core.internal.admit.CallScope;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What HttpClient does for others and must not do here. */
class NothingElseIsDoneTest {

    @ParameterizedTest
    @ValueSource(ints = {300, 301, 302, 303, 307, 308})
    void followsNoRedirect(int status) throws Exception {
        try (RawServer elsewhere = RawServer.answering(RawServer.ok("stolen"), RawServer.ok("stolen"));
                RawServer server = RawServer.answering("HTTP/1.1 " + status + " Moved\r\nLocation: http://127.0.0.1:"
                        + elsewhere.port() + "/\r\nContent-Length: 0\r\n\r\n");
                Rig rig = Rig.to(
                        server,
                        service -> service.credential(
                                CredentialPlacement.header("X-API-Key", "", CredentialPlacement.DEFAULT_PART)))) {
            if (status != 300) {
                assertThat(withPlainClient(server)).isEqualTo(200);
                assertThat(elsewhere.onlyRequest()).contains("X-API-Key: plain");
            }
            int before = elsewhere.connections();
            Received received = rig.exchange(rig.get("/"), new CallScope("c"));
            assertThat(received.status()).isEqualTo(status);
            assertThat(elsewhere.connections()).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 503 Busy\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 429 Slow\r\nRetry-After: 0\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 407 No\r\nProxy-Authenticate: Basic realm=x\r\nContent-Length: 0\r\n\r\n"
            })
    void asksOnlyOnce(String response) throws Exception {
        try (RawServer server = RawServer.answering(response, response);
                Rig rig = Rig.to(server)) {
            rig.exchange(rig.get("/"), new CallScope("c"));
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void asksOnlyOnceWhenTheAnswerIsCutOff() throws Exception {
        try (RawServer server = new RawServer(RawServer.Peer::request);
                Rig rig = Rig.to(server)) {
            rig.stopped();
            assertThat(server.requests()).hasSize(1);
            assertThat(server.connections()).isOne();
        }
    }

    @Test
    void keepsNoCookie() throws Exception {
        String response = "HTTP/1.1 200 OK\r\nSet-Cookie: a=b; Path=/\r\nContent-Length: 0\r\n\r\n";
        try (RawServer server = RawServer.answering(response, response);
                Rig rig = Rig.to(server)) {
            rig.body("/");
            rig.body("/");
            assertThat(server.requests()).hasSize(2).noneMatch(request -> request.contains("Cookie"));
        }
    }

    @Test
    void leavesContentCodingsOn() throws Exception {
        String response = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 8\r\n\r\nnot gzip";
        try (RawServer server = RawServer.answering(response);
                Rig rig = Rig.to(server)) {
            Received received = rig.exchange(rig.get("/"), new CallScope("c"));
            assertThat(received.headers()).contains(new HttpField("Content-Encoding", "gzip"));
            assertThat(received.body().readAllBytes()).asString().isEqualTo("not gzip");
        }
    }

    @Test
    @ResourceLock(Resources.SYSTEM_PROPERTIES)
    void asksNoProxyThatTheRuntimeWasToldOf() throws Exception {
        try (RawServer trap = new RawServer(peer -> peer.socket.close());
                RawServer server = RawServer.answering(RawServer.ok("direct"));
                Rig rig = Rig.to(server)) {
            String port = Integer.toString(trap.port());
            Map<String, String> proxies = Map.of(
                    "socksProxyHost",
                    "127.0.0.1",
                    "socksProxyPort",
                    port,
                    "socksNonProxyHosts",
                    "",
                    "http.proxyHost",
                    "127.0.0.1",
                    "http.proxyPort",
                    port,
                    "http.nonProxyHosts",
                    "",
                    "https.proxyHost",
                    "127.0.0.1",
                    "https.proxyPort",
                    port);
            proxies.forEach(System::setProperty);
            try {
                assertThat(throughProxy(server)).isFalse();
                assertThat(trap.connections()).isOne();
                assertThat(rig.body("/")).isEqualTo("direct");
                assertThat(trap.connections()).isOne();
            } finally {
                proxies.keySet().forEach(System::clearProperty);
            }
        }
    }

    private static boolean throughProxy(RawServer server) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static int withPlainClient(RawServer server) throws IOException {
        try (CloseableHttpClient client = HttpClients.createDefault()) {
            HttpGet get = new HttpGet("http://127.0.0.1:" + server.port() + "/");
            get.setHeader("X-API-Key", "plain");
            return client.execute(get, response -> response.getCode());
        }
    }
}

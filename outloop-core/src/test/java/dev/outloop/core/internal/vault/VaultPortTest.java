package dev.outloop.core.internal.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.outloop.action.NetworkRule;
import dev.outloop.core.internal.dispatch.NameResolver;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Secret;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultHttpRequest;
import dev.outloop.spi.VaultHttpResponse;
import dev.outloop.spi.VaultJson;
import dev.outloop.testkit.net.LoopbackServer;
import dev.outloop.testkit.net.ReceivedRequest;
import dev.outloop.testkit.net.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VaultPortTest {

    private LoopbackServer server;
    private VaultPort port;

    @BeforeEach
    void start() throws IOException, VaultException {
        server = LoopbackServer.start();
        port = VaultPort.open(
                "team", server.url() + "/base", NetworkRule.publicInternet(), NameResolver.system(), Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        port.close();
        server.close();
    }

    private static Instant soon() {
        return Instant.now().plus(Duration.ofSeconds(30));
    }

    private static String shown(Secret secret) {
        return new String(secret.toByteArray(InsecureSecretAccess.get()), StandardCharsets.UTF_8);
    }

    @Test
    void sendsEachSegmentForItselfWithTheTokenInItsHeader() throws Exception {
        server.answer(Reply.status(200, "{}"));
        try (Secret token = Secret.copyOf("token-of-the-vault".getBytes(StandardCharsets.US_ASCII))) {
            port.send(VaultHttpRequest.get("v1", "a/b c", "d")
                            .query("filter", "x=1&y")
                            .bearer(token)
                            .deadline(soon())
                            .build())
                    .close();
        }
        ReceivedRequest request = server.requests().get(0);
        assertThat(request.head())
                .startsWith("GET /base/v1/a%2Fb%20c/d?filter=x%3D1%26y HTTP/1.1\r\n")
                .contains("\r\nAuthorization: Bearer token-of-the-vault\r\n")
                .contains("\r\nAccept-Encoding: identity\r\n");
    }

    @Test
    void writesTheMembersOfABodySoThatJsonReadsThemBack() throws Exception {
        server.answer(Reply.status(200, "{}"));
        try (Secret secret = Secret.copyOf("q\"b\\n\nü".getBytes(StandardCharsets.UTF_8))) {
            port.send(VaultHttpRequest.post("login")
                            .member("id", "one")
                            .member("secret", secret)
                            .deadline(soon())
                            .build())
                    .close();
        }
        ReceivedRequest request = server.requests().get(0);
        assertThat(request.head()).contains("Content-Type: application/json\r\n");
        assertThat(request.bodyAsUtf8()).isEqualTo("{\"id\":\"one\",\"secret\":\"q\\\"b\\\\n\\u000aü\"}");
    }

    @Test
    void readsStringsOfAnAnswerAsBytes() throws Exception {
        server.answer(Reply.status(
                200, "{ \"a\" : [ {\"v\":\"x\\u00fc\\ud83d\\udd11\\n\\/ü\", \"n\": 12, \"t\":true, \"z\":null} ] }"));
        try (VaultHttpResponse response =
                port.send(VaultHttpRequest.get("x").deadline(soon()).build())) {
            VaultJson item = response.json().member("a").items().get(0);
            try (Secret value = item.member("v").secret()) {
                assertThat(shown(value)).isEqualTo("xü\ud83d\udd11\n/ü");
            }
            assertThat(item.member("n").number()).isEqualTo(12);
            assertThat(item.member("t").flag()).isTrue();
            assertThat(item.find("z")).isEmpty();
            VaultException drift = catchThrowableOfType(
                    VaultException.class, () -> item.member("n").text());
            assertThat(drift.code()).isSameAs(ErrorCode.VAULT_FAILED);
            assertThat(drift).hasMessageContaining("a.0.n");
        }
    }

    @Test
    void followsNoRedirect() throws Exception {
        server.answer(Reply.status(302, "", "Location: /elsewhere"));
        try (VaultHttpResponse response =
                port.send(VaultHttpRequest.get("x").deadline(soon()).build())) {
            assertThat(response.status()).isEqualTo(302);
            assertThat(response.refusal().code()).isSameAs(ErrorCode.VAULT_FAILED);
        }
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void saysWhenToAskAgain() throws Exception {
        server.answer(Reply.status(429, "", "Retry-After: 17"));
        try (VaultHttpResponse response =
                port.send(VaultHttpRequest.get("x").deadline(soon()).build())) {
            assertThat(response.refusal().retryAfter()).contains(Duration.ofSeconds(17));
        }
    }
}

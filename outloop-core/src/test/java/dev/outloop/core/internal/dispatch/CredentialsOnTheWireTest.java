package dev.outloop.core.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.CredentialPlacement;
import dev.outloop.action.Effect;
import dev.outloop.action.HttpField;
import dev.outloop.core.internal.admit.CallScope;
import dev.outloop.core.internal.admit.CanonicalRequest;
import dev.outloop.core.internal.admit.QueryPair;
import dev.outloop.core.internal.journal.Stopped;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.InsecureSecretAccess;
import dev.outloop.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsOnTheWireTest {

    private static final String PART = CredentialPlacement.DEFAULT_PART;

    @Test
    void bearerIsOneAuthorizationField() throws Exception {
        assertThat(sent(CredentialPlacement.bearer(PART)))
                .containsOnlyOnce("\r\nAuthorization: Bearer " + Rig.CANARY + "\r\n")
                .containsOnlyOnce(Rig.CANARY)
                .containsOnlyOnce("Authorization");
    }

    @Test
    void headerHasItsPrefix() throws Exception {
        assertThat(sent(CredentialPlacement.header("X-API-Key", "Key ", PART)))
                .containsOnlyOnce("\r\nX-API-Key: Key " + Rig.CANARY + "\r\n")
                .containsOnlyOnce(Rig.CANARY);
    }

    @Test
    void basicIsBase64OfUserAndSecret() throws Exception {
        String pair = Base64.getEncoder().encodeToString(("jörg:" + Rig.CANARY).getBytes(StandardCharsets.UTF_8));
        assertThat(sent(CredentialPlacement.basic("jörg", PART)))
                .containsOnlyOnce("\r\nAuthorization: Basic " + pair + "\r\n")
                .doesNotContain(Rig.CANARY);
    }

    @Test
    void queryIsPercentEncodedBesideWhatIsThere() throws Exception {
        assertThat(sent(CredentialPlacement.query("api key", PART)))
                .startsWith("GET /a?b=c%26d&api%20key=canary%2F7f3a%2B9c2e%3D HTTP/1.1\r\n");
    }

    @Test
    void everyPartIsSent() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.ok("fine"));
                Rig rig = Rig.to(
                        server,
                        service -> service.credential(CredentialPlacement.bearer("one"))
                                .credential(CredentialPlacement.header("X-Two", "", "two"))
                                .credential(CredentialPlacement.query("three", "three")))) {
            rig.secrets.put("one", Rig.secret("first-secret"));
            rig.secrets.put("two", Rig.secret("second secret"));
            rig.secrets.put("three", Rig.secret("third-secret"));
            assertThat(rig.body("/")).isEqualTo("fine");
            assertThat(server.onlyRequest())
                    .startsWith("GET /?three=third-secret HTTP/1.1\r\n")
                    .contains("\r\nAuthorization: Bearer first-secret\r\n")
                    .contains("\r\nX-Two: second secret\r\n");
        }
    }

    @Test
    void transportFieldsAreOurs() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.ok("fine"));
                Rig rig = Rig.to(server)) {
            CanonicalRequest request = rig.request(
                    "POST",
                    "/p",
                    List.of(),
                    List.of(
                            new HttpField("accept-ENCODING", "br"),
                            new HttpField("User-agent", "curl/8"),
                            new HttpField("X-Given", "a b")),
                    "{}".getBytes(StandardCharsets.UTF_8));
            rig.exchange(request, new CallScope("c")).body().close();
            assertThat(server.onlyRequest())
                    .isEqualTo("POST /p HTTP/1.1\r\nHost: 127.0.0.1:" + server.port()
                            + "\r\nUser-Agent: Outloop\r\nAccept-Encoding: gzip, deflate\r\nX-Given: a b\r\n"
                            + "Content-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
        }
    }

    @Test
    void bodyLargerThanOneWriteArrivesWhole() throws Exception {
        byte[] body = "0123456789".repeat(50_000).getBytes(StandardCharsets.US_ASCII);
        try (RawServer server = RawServer.answering(RawServer.ok("fine"));
                Rig rig = Rig.to(server)) {
            rig.exchange(rig.post(body), new CallScope("c")).body().close();
            assertThat(server.onlyRequest()).endsWith("\r\n\r\n" + new String(body, StandardCharsets.US_ASCII));
        }
    }

    @Test
    void refusesASecondValueForACredential() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.ok("fine"));
                Rig rig = Rig.to(
                        server,
                        service -> service.credential(CredentialPlacement.bearer(PART))
                                .credential(CredentialPlacement.query("key", PART)))) {
            CanonicalRequest header =
                    rig.request("GET", "/", List.of(), List.of(new HttpField("aUTHORIZATION", "Bearer mine")), null);
            CanonicalRequest query = rig.request("GET", "/", List.of(new QueryPair("key", "mine")), List.of(), null);
            refusedUnsent(rig, header, ErrorCode.INTERNAL_ERROR);
            refusedUnsent(rig, query, ErrorCode.INTERNAL_ERROR);
            assertThat(server.connections()).isZero();
            rig.body("/");
            assertThat(server.connections()).isOne();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "content-length", "Transfer-Encoding", "Connection", "Bad Name", "X:Y", ""})
    void refusesHeadersThatAreNotTheRequestsToSet(String name) throws Exception {
        try (RawServer server = RawServer.answering(RawServer.ok("fine"));
                Rig rig = Rig.to(server)) {
            refusedUnsent(
                    rig,
                    rig.request("GET", "/", List.of(), List.of(new HttpField(name, "x")), null),
                    ErrorCode.INTERNAL_ERROR);
            assertThat(server.connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a b", "/a\r\nX: y", "/ü", "/\u0000"})
    void refusesTargetsThatWouldGoOutAltered(String path) throws Exception {
        try (RawServer server = RawServer.answering(RawServer.ok("fine"));
                Rig rig = Rig.to(server)) {
            refusedUnsent(rig, rig.get(path), ErrorCode.INTERNAL_ERROR);
            assertThat(server.connections()).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "line\r\nX-Evil: 1", "naïve-secret", " leading", "trailing\t", "nul\u0000inside"})
    void refusesSecretsThatAHeaderCannotCarry(String value) throws Exception {
        try (RawServer server = RawServer.answering(RawServer.ok("fine"));
                Rig rig = Rig.to(server, service -> service.credential(CredentialPlacement.bearer("odd")))) {
            rig.secrets.put("odd", Rig.secret(value));
            refusedUnsent(rig, rig.get("/"), ErrorCode.SECRET_UNFIT);
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void refusesARequestForAnotherOrigin() throws Exception {
        try (RawServer server = RawServer.answering(RawServer.ok("fine"));
                Rig rig = Rig.to(server);
                Rig other = new Rig(Rig.service("http://127.0.0.1:1"), NameResolver.system())) {
            refusedUnsent(rig, other.get("/"), ErrorCode.INTERNAL_ERROR);
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void derivesTheBasicPairForRedactionAndNothingElse() {
        try (Secret secret = Rig.secret(Rig.CANARY)) {
            List<Secret> derived = Credentials.derived(CredentialPlacement.basic("me", PART), secret);
            assertThat(derived).hasSize(1);
            assertThat(Base64.getDecoder().decode(derived.get(0).toByteArray(InsecureSecretAccess.get())))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("me:" + Rig.CANARY);
            assertThat(Credentials.derived(CredentialPlacement.bearer(PART), secret))
                    .isEmpty();
        }
    }

    private static void refusedUnsent(Rig rig, CanonicalRequest request, ErrorCode code) {
        Stopped stopped = rig.stopped(request, new CallScope("c"));
        assertThat(stopped.code()).isEqualTo(code);
        assertThat(stopped.effect()).isEqualTo(Effect.NONE);
        assertThat(rig.open()).isZero();
    }

    private static String sent(CredentialPlacement placement) throws Exception {
        try (RawServer server = RawServer.answering(RawServer.ok("fine"));
                Rig rig = Rig.to(server, service -> service.credential(placement))) {
            CanonicalRequest request = rig.request("GET", "/a", List.of(new QueryPair("b", "c&d")), List.of(), null);
            rig.exchange(request, new CallScope("c")).body().close();
            return server.onlyRequest();
        }
    }
}

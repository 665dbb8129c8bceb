package dev.outloop.backend.doppler.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultException;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.net.Reply;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The marker takes the place of every {@code %} in a body. */
@DisplayName("An answer of Doppler's that lends nothing")
class RefusalsTest {

    private static final String ERROR = "{\"messages\":[\"%\"],\"success\":false}";
    private static final String PAGE = "<!DOCTYPE html><html><body>%</body></html>";

    private final String value = Canary.random("value").text();

    @TempDir
    private Path directory;

    private FakeDoppler doppler;

    @BeforeEach
    void start() throws Exception {
        doppler = FakeDoppler.start();
        doppler.keep("API_KEY", value);
    }

    @AfterEach
    void end() {
        doppler.close();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal(400, ERROR, ErrorCode.VAULT_FAILED),
                refusal(401, ERROR, ErrorCode.VAULT_DENIED),
                refusal(401, PAGE, ErrorCode.VAULT_DENIED),
                refusal(403, ERROR, ErrorCode.VAULT_DENIED),
                refusal(403, PAGE, ErrorCode.VAULT_DENIED),
                refusal(404, ERROR, ErrorCode.SECRET_NOT_FOUND),
                refusal(404, PAGE, ErrorCode.VAULT_FAILED),
                // A gateway before it that knows no such route.
                refusal(404, "{\"message\":\"%\"}", ErrorCode.VAULT_FAILED),
                refusal(408, ERROR, ErrorCode.VAULT_UNAVAILABLE),
                refusal(418, ERROR, ErrorCode.VAULT_FAILED),
                refusal(422, ERROR, ErrorCode.VAULT_FAILED),
                refusal(304, "", ErrorCode.VAULT_FAILED),
                refusal(301, PAGE, ErrorCode.VAULT_FAILED),
                refusal(204, "", ErrorCode.VAULT_FAILED),
                refusal(206, "{}", ErrorCode.VAULT_FAILED),
                // What Doppler itself says is final, what stands before it may pass.
                refusal(500, ERROR, ErrorCode.VAULT_FAILED),
                refusal(500, PAGE, ErrorCode.VAULT_UNAVAILABLE),
                refusal(500, "", ErrorCode.VAULT_UNAVAILABLE),
                refusal(502, PAGE, ErrorCode.VAULT_UNAVAILABLE),
                refusal(503, ERROR, ErrorCode.VAULT_FAILED),
                refusal(503, ERROR.substring(0, 20), ErrorCode.VAULT_UNAVAILABLE),
                refusal(503, "503", ErrorCode.VAULT_UNAVAILABLE),
                refusal(504, "upstream timed out %", ErrorCode.VAULT_UNAVAILABLE),
                refusal(503, data("\"isRetryable\":true"), ErrorCode.VAULT_UNAVAILABLE),
                refusal(503, data("\"isRetryable\":false"), ErrorCode.VAULT_FAILED),
                refusal(503, data("\"isRetryable\":\"%\""), ErrorCode.VAULT_FAILED),
                refusal(503, "{\"data\":[\"%\"]}", ErrorCode.VAULT_FAILED),
                // What is no secret.
                refusal(200, PAGE, ErrorCode.VAULT_FAILED),
                refusal(200, ERROR, ErrorCode.VAULT_FAILED),
                refusal(200, "", ErrorCode.VAULT_FAILED),
                refusal(200, "null", ErrorCode.VAULT_FAILED),
                refusal(200, "[]", ErrorCode.VAULT_FAILED));
    }

    static Stream<Arguments> otherShapes() {
        return Stream.of(
                        "{}",
                        "{\"name\":\"API_KEY\"}",
                        "{\"name\":\"API_KEY\",\"value\":null}",
                        "{\"name\":\"API_KEY\",\"value\":\"%\"}",
                        "{\"name\":\"API_KEY\",\"value\":{}}",
                        "{\"name\":\"API_KEY\",\"value\":{\"raw\":\"%\"}}",
                        "{\"name\":\"API_KEY\",\"value\":{\"computed\":17}}",
                        "{\"name\":\"API_KEY\",\"value\":{\"computed\":true}}",
                        "{\"name\":\"API_KEY\",\"value\":{\"computed\":[\"%\"]}}",
                        "{\"name\":\"API_KEY\",\"value\":{\"computed\":{\"%\":\"%\"}}}",
                        "{\"name\":\"OTHER\",\"value\":{\"computed\":\"%\"}}",
                        "{\"name\":null,\"value\":{\"computed\":\"%\"}}",
                        "{\"value\":{\"computed\":\"%\"}}",
                        "{\"name\":\"API_KEY\",\"value\":{\"computed\":\"%\"},\"value\":{\"computed\":\"%\"}}",
                        "{\"name\":\"API_KEY\",\"value\":{\"computed\":\"%\\ud800\"}}",
                        "{\"name\":\"API_KEY\",\"value\":{\"computed\":\"%\"}} surplus",
                        "{\"name\":\"API_KEY\",\"value\":{\"computed\":\"%")
                .map(Arguments::of);
    }

    @ParameterizedTest(name = "{0} {1} is {2}")
    @MethodSource("refusals")
    void hasItsCodeAndQuotesNothing(int status, String body, ErrorCode code) throws Exception {
        try (OpenDoppler vault = new OpenDoppler(doppler.context(directory))) {
            doppler.server.enqueue(reply(status, body));
            VaultException failure = vault.requireFailure(code, "API_KEY");
            doppler.requireSilent(value, failure, vault.backend);
            assertThat(doppler.paths()).hasSize(1);
            assertThat(vault.lend("API_KEY")).isEqualTo(value);
        }
    }

    @ParameterizedTest(name = "{0} {1} is {2}")
    @MethodSource("refusals")
    void hasTheSameCodeWhereAllAreFetched(int status, String body, ErrorCode code) throws Exception {
        try (OpenDoppler vault = new OpenDoppler(doppler.context(directory).with("fetch", "many"))) {
            doppler.server.enqueue(reply(status, body));
            VaultException failure = vault.requireFailure(code, "API_KEY");
            doppler.requireSilent(value, failure, vault.backend);
            assertThat(doppler.paths()).hasSize(1);
            assertThat(vault.lend("API_KEY")).isEqualTo(value);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("otherShapes")
    void isNoSecretWhereItsShapeIsAnother(String body) throws Exception {
        try (OpenDoppler vault = new OpenDoppler(doppler.context(directory))) {
            doppler.server.enqueue(reply(200, body));
            doppler.requireSilent(value, vault.requireFailure(ErrorCode.VAULT_FAILED, "API_KEY"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pauses")
    void saysWhenToAskAgain(int status, String body, String line, Duration pause, ErrorCode code) throws Exception {
        for (String fetch : new String[] {"one", "many"}) {
            try (OpenDoppler vault = new OpenDoppler(doppler.context(directory).with("fetch", fetch))) {
                doppler.server.enqueue(Reply.status(status, marked(body), "Content-Type: application/json", line));
                VaultException failure = vault.requireFailure(code, "API_KEY");
                assertThat(failure.retryAfter()).contains(pause);
                doppler.requireSilent(value, failure);
            }
        }
    }

    static Stream<Arguments> pauses() {
        String none = "X-Nothing: here";
        return Stream.of(
                Arguments.of(429, ERROR, "retry-after: 17", Duration.ofSeconds(17), ErrorCode.VAULT_RATE_LIMITED),
                Arguments.of(429, PAGE, "Retry-After: 3600", Duration.ofHours(1), ErrorCode.VAULT_RATE_LIMITED),
                Arguments.of(
                        503,
                        data("\"isRetryableAfterSec\":5"),
                        none,
                        Duration.ofSeconds(5),
                        ErrorCode.VAULT_UNAVAILABLE),
                Arguments.of(503, data("\"isRetryableAfterSec\":-5"), none, Duration.ZERO, ErrorCode.VAULT_UNAVAILABLE),
                Arguments.of(
                        503,
                        data("\"isRetryableAfterSec\":9000000000000000000"),
                        none,
                        Duration.ofDays(1),
                        ErrorCode.VAULT_UNAVAILABLE));
    }

    private static Arguments refusal(int status, String body, ErrorCode code) {
        return Arguments.of(status, body, code);
    }

    private static String data(String members) {
        return "{\"messages\":[\"%\"],\"success\":false,\"data\":{" + members + "}}";
    }

    private Reply reply(int status, String body) {
        String type = body.startsWith("{") ? "application/json" : "text/html";
        return Reply.status(status, marked(body), "Content-Type: " + type, "X-Request-Id: " + doppler.marker.text());
    }

    private String marked(String body) {
        return body.replace("%", doppler.marker.text());
    }
}

package dev.outloop.core.internal.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.outloop.action.HttpField;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Secret;
import dev.outloop.spi.VaultException;
import dev.outloop.testkit.fake.Canary;
import dev.outloop.testkit.fake.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a response says beside its JSON. */
class PortResponseTest {

    private static final TestClock CLOCK = TestClock.at(Instant.parse("2026-11-24T12:00:00Z"));
    private static final Canary MARKER = Canary.random("marker");

    static Stream<Arguments> pauses() {
        return Stream.of(
                arguments("0", Duration.ZERO),
                arguments("17", Duration.ofSeconds(17)),
                arguments("86400", Duration.ofDays(1)),
                arguments("86401", Duration.ofDays(1)),
                arguments("9".repeat(18), Duration.ofDays(1)),
                arguments("9".repeat(400), Duration.ofDays(1)),
                arguments("Tue, 24 Nov 2026 12:00:30 GMT", Duration.ofSeconds(30)),
                arguments("Tue, 24 Nov 2026 11:59:30 GMT", Duration.ZERO),
                arguments("Thu, 01 Jan 1970 00:00:00 GMT", Duration.ZERO),
                arguments("Fri, 31 Dec 9999 23:59:59 GMT", Duration.ofDays(1)));
    }

    @ParameterizedTest
    @MethodSource("pauses")
    void retryAfterIsBetweenNoneAndADay(String field, Duration pause) {
        assertThat(response(429, field).retryAfter()).contains(pause);
        VaultException refusal = response(429, field).refusal();
        assertThat(refusal.code()).isSameAs(ErrorCode.VAULT_RATE_LIMITED);
        assertThat(refusal.retryAfter()).contains(pause);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "+1",
                "1.5",
                "1 s",
                "1e9",
                "\u0661",
                "soon",
                "Mon, 24 Nov 2026 12:00:30 GMT",
                "Tue, 24 Nov 2026 12:00:30",
                "2026-11-24T12:00:30Z"
            })
    void retryAfterThatIsNoneOfHttpIsNotSaid(String field) {
        assertThat(response(429, field).retryAfter()).isEmpty();
        assertThat(response(429, field).refusal().retryAfter()).isEmpty();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                arguments(400, ErrorCode.VAULT_FAILED),
                arguments(401, ErrorCode.VAULT_DENIED),
                arguments(403, ErrorCode.VAULT_DENIED),
                arguments(404, ErrorCode.SECRET_NOT_FOUND),
                arguments(410, ErrorCode.SECRET_NOT_FOUND),
                arguments(408, ErrorCode.VAULT_UNAVAILABLE),
                arguments(429, ErrorCode.VAULT_RATE_LIMITED),
                arguments(500, ErrorCode.VAULT_UNAVAILABLE),
                arguments(599, ErrorCode.VAULT_UNAVAILABLE),
                arguments(200, ErrorCode.VAULT_FAILED),
                arguments(302, ErrorCode.VAULT_FAILED));
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void refusalHasItsCodeAndQuotesNothing(int status, ErrorCode code) {
        VaultException refusal = response(status, MARKER.text()).refusal();
        assertThat(refusal.code()).isSameAs(code);
        assertThat(refusal).hasMessageContaining("team").hasMessageContaining(String.valueOf(status));
        assertThat(MARKER.isFoundIn(refusal.toString())).isFalse();
        assertThat(MARKER.isFoundIn(response(status, MARKER.text()).toString())).isFalse();
    }

    @Test
    void codingThatWasNotAskedForIsNotRead() {
        PortResponse response = new PortResponse(
                "team",
                200,
                List.of(new HttpField("content-encoding", "gzip")),
                new AnswerBytes(MARKER.bytes()),
                CLOCK);
        VaultException failure = catchThrowableOfType(VaultException.class, response::json);
        assertThat(failure.code()).isSameAs(ErrorCode.VAULT_FAILED);
        assertThat(MARKER.isFoundIn(failure.toString())).isFalse();
    }

    @Test
    void bodyIsGoneWhenItIsClosed() {
        byte[] bytes = MARKER.bytes();
        PortResponse response = new PortResponse("team", 200, List.of(), new AnswerBytes(bytes), CLOCK);
        Secret body = response.body();
        assertThat(Ports.bytes(body)).isEqualTo(MARKER.bytes());
        assertThat(response.body()).isSameAs(body);
        response.close();
        response.close();
        assertThat(body.isClosed()).isTrue();
        assertThat(bytes).containsOnly(0);
        assertThatIllegalStateException().isThrownBy(response::json);
        PortResponse unread = new PortResponse("team", 200, List.of(), new AnswerBytes(MARKER.bytes()), CLOCK);
        unread.close();
        assertThatIllegalStateException().isThrownBy(unread::body);
    }

    private static PortResponse response(int status, String retryAfter) {
        return new PortResponse(
                "team",
                status,
                List.of(new HttpField("retry-after", retryAfter)),
                new AnswerBytes(MARKER.bytes()),
                CLOCK);
    }
}

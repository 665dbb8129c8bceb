package dev.outloop.core.internal.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.core.internal.detect.Detectors;
import dev.outloop.core.internal.journal.Stopped;
import dev.outloop.core.internal.secrets.SecretRegistry;
import dev.outloop.error.ErrorCode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the stage does beside a single response. */
class RedactStageTest {

    private static final String SECRET = "sk-OUTLOOP_probe/Zx9+Kq7=Vb3nM2wR8tY5uI";
    private static final String TOKEN = "cut_20261124";

    private final Exchange exchange = Exchange.holding(SECRET);

    @Test
    void detectorsCountFromTheNextResponseOnAndThoseOfTheHostStay() throws Exception {
        Redact stage = new Redact(exchange.registry, null, List.of(HostRedactorTest.word("word")));
        RedactedResponse before = stage.open(exchange.received(text(TOKEN + " word")));
        stage.use(Detectors.of(List.of(DetectedTest.rule("cut", true))));
        assertThat(read(before)).isEqualTo(TOKEN + " [redacted]");
        assertThat(read(stage.open(exchange.received(text(TOKEN + " word"))))).isEqualTo("[redacted] [redacted]");
        stage.use(null);
        assertThat(read(stage.open(exchange.received(text(TOKEN + " word"))))).isEqualTo(TOKEN + " [redacted]");
    }

    @Test
    void aTextIsScrubbedOfWhatItsReaderMayNotSee() {
        Redact stage = new Redact(exchange.registry, null, List.of(HostRedactorTest.word("word")));
        exchange.registry.learn("v:short", Exchange.secret("Xq7#Lm2!"), "globex");
        assertThat(stage.scrub("a word, " + SECRET + " and Xq7#Lm2!", "acme"))
                .isEqualTo("a word, [redacted] and Xq7#Lm2!");
        assertThat(stage.scrub("Xq7#Lm2!", "globex")).isEqualTo("[redacted]");
        assertThat(stage.scrub("Xq7#Lm2!", SecretRegistry.HOST)).isEqualTo("[redacted]");
        assertThat(stage.scrub("half of \ud83d a pair", "acme")).isEqualTo("half of \ud83d a pair");
        exchange.registry.close();
        assertThat(stage.scrub("plain words", "acme")).isEmpty();
    }

    @Test
    void aResponseThatCannotBeOpenedEndsItsExchange() {
        exchange.header("A", "b").registry.close();
        assertThatThrownBy(() -> exchange.open(text("one")))
                .isInstanceOfSatisfying(Stopped.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RESPONSE_WITHHELD))
                .hasMessageContaining("the broker is closing");
        assertThat(exchange.closed).isTrue();
    }

    @Test
    void anOpenedResponseKeepsTheExchangeUntilItIsClosed() throws Exception {
        RedactedResponse response = exchange.open(text("one"));
        assertThat(exchange.closed).isFalse();
        response.close();
        assertThat(exchange.closed).isTrue();
    }

    @Test
    void aReceivedResponseShowsItsStatusAlone() {
        assertThat(exchange.header("A", SECRET).received(text(SECRET))).hasToString("ReceivedResponse[200]");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, 200, true",
        "POST, 200, true",
        "HEAD, 200, false",
        "GET, 199, false",
        "GET, 203, true",
        "GET, 204, false",
        "GET, 205, true",
        "GET, 303, true",
        "GET, 304, false",
        "GET, 305, true",
        "HEAD, 404, false",
        "GET, 599, true"
    })
    void methodAndStatusTellWhetherThereIsABody(String method, int status, boolean expected) {
        assertThat(Redact.hasBody(method, status)).isEqualTo(expected);
    }

    private static ByteArrayInputStream text(String text) {
        return new ByteArrayInputStream(Exchange.utf8(text));
    }

    private static String read(RedactedResponse response) throws Exception {
        try (response) {
            return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

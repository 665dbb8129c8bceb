package dev.outloop.core.internal.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.action.Exposure;
import dev.outloop.action.HttpField;
import dev.outloop.core.internal.journal.Stopped;
import dev.outloop.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadRedactionTest {

    private static final String SECRET = "sk-OUTLOOP_probe/Zx9+Kq7=Vb3nM2wR8tY5uI";

    @ParameterizedTest
    @ValueSource(strings = {"Set-Cookie", "Location", "WWW-Authenticate", "ETag", "X-Echo", "Link"})
    void cutsSecretsFromEveryField(String name) throws Exception {
        Exchange.Outcome outcome = Exchange.holding(SECRET)
                .header(name, "a=" + SECRET + "; b=" + SECRET)
                .run(new byte[0]);
        assertThat(outcome.head().headers()).containsExactly(new HttpField(name, "a=[redacted]; b=[redacted]"));
        assertThat(outcome.redactions()).isEqualTo(2);
        assertThat(outcome.exposure()).isEqualTo(Exposure.NONE_FOUND);
    }

    @Test
    void cutsSecretsFromNames() throws Exception {
        assertThat(Exchange.holding("abcdefghijk")
                        .header("X-abcdefghijk", "1")
                        .run(new byte[0])
                        .head()
                        .headers())
                .containsExactly(new HttpField("X-[redacted]", "1"));
    }

    @Test
    void cutsBeyondAsciiHoweverTheTransportShowsIt() throws Exception {
        String secret = "schlüssel-wert";
        String latin1 = new String(secret.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(Exchange.holding(secret)
                        .header("A", secret)
                        .header("B", latin1)
                        .header("C", "€" + secret)
                        .run(new byte[0])
                        .head()
                        .headers())
                .extracting(HttpField::value)
                .containsExactly("[redacted]", "[redacted]", "€[redacted]");
    }

    @Test
    void cutsASecretWithACharacterAtTheEdgeOfAscii() throws Exception {
        assertThat(Exchange.holding("abcdefgh\u0080ijk")
                        .header("A", "abcdefgh\u0080ijk")
                        .run(new byte[0])
                        .head()
                        .headers())
                .containsExactly(new HttpField("A", "[redacted]"));
    }

    @Test
    void cutsASecretWithoutAnyAsciiCharacter() throws Exception {
        assertThat(Exchange.holding("üöäüöäüö")
                        .header("A", "üöäüöäüö")
                        .run(new byte[0])
                        .head()
                        .headers())
                .containsExactly(new HttpField("A", "[redacted]"));
    }

    @Test
    void redactorsOfTheHostSeeEveryFieldAndItsLastByte() throws Exception {
        Exchange.Outcome outcome = Exchange.holding(SECRET)
                .redactor(HostRedactorTest.word("word"))
                .header("A", "a word")
                .header("B", SECRET + " sk-OUT wor")
                .header("C", "\u007f \u0080 ü ÿ")
                .header("Latin-Extended", "Ā")
                .header("D", "Ā € \uD83D\uDD11 word")
                .run(new byte[0]);
        assertThat(outcome.head().headers())
                .extracting(HttpField::value)
                .containsExactly(
                        "a [redacted]",
                        "[redacted] sk-OUT wor",
                        "\u007f \u0080 ü ÿ",
                        "Ā",
                        "Ā € \uD83D\uDD11 [redacted]");
        assertThat(outcome.redactions()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "Content-Length,1",
        "Transfer-Encoding,chunked",
        "Connection,close",
        "Keep-Alive,x",
        "Proxy-Authenticate,x",
        "Trailer,x",
        "TE,x",
        "Upgrade,x",
        "Content-MD5,x",
        "Digest,x",
        "Content-Digest,x",
        "Repr-Digest,x",
        "Accept-Ranges,bytes",
        "content-encoding,identity"
    })
    void dropsWhatNoLongerHolds(String name, String value) throws Exception {
        assertThat(Exchange.holding(SECRET)
                        .header(name, value)
                        .header("X-Kept", "1")
                        .run(new byte[0])
                        .head()
                        .headers())
                .containsExactly(new HttpField("X-Kept", "1"));
    }

    @Test
    void dropsFieldsThatTheConnectionFieldNames() throws Exception {
        assertThat(Exchange.holding(SECRET)
                        .header("Connection", "close, X-Hop")
                        .header("x-hop", "1")
                        .run(new byte[0])
                        .head()
                        .headers())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Echo", "Location"})
    void aSecretThatRedactionMissedInTheHeadStopsTheResponse(String name) {
        Exchange exchange = Exchange.unredacted(SECRET).header(name, "q=" + SECRET.replace("/", "%2f"));
        assertThatThrownBy(() -> exchange.run(new byte[0]))
                .isInstanceOfSatisfying(Stopped.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RESPONSE_WITHHELD))
                .hasMessageNotContaining("OUTLOOP");
        assertThat(exchange.closed).isTrue();
    }

    @Test
    void aSecretThatRedactionMissedInANameStopsTheResponse() {
        Exchange exchange = Exchange.unredacted("abcdefghijk").header("X-abcdefghijk", "1");
        assertThatThrownBy(() -> exchange.run(new byte[0])).isInstanceOf(Stopped.class);
    }

    @Test
    void aResponseWithoutBodyNeedsNeitherCodingNorCharset() throws Exception {
        Exchange.Outcome outcome = Exchange.holding(SECRET)
                .status(304, false)
                .header("Content-Encoding", "br")
                .header("Content-Type", "text/plain; charset=utf-7")
                .run(new byte[] {1, 2, 3});
        assertThat(outcome.body()).isEmpty();
        assertThat(outcome.exposure()).isEqualTo(Exposure.NONE_FOUND);
    }
}

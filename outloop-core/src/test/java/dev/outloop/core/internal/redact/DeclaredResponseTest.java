package dev.outloop.core.internal.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.Exposure;
import dev.outloop.action.HttpField;
import dev.outloop.action.ResponseFields;
import dev.outloop.error.ErrorCode;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeclaredResponseTest {

    private static final String SECRET = "sk-OUTLOOP_probe/Zx9+Kq7=Vb3nM2wR8tY5uI";
    private static final String REVERSED = new StringBuilder(SECRET).reverse().toString();
    private static final byte[] BODY =
            Exchange.utf8("{\"id\":\"1\",\"echo\":\"" + SECRET + "\",\"trace\":\"" + REVERSED + "\"}");
    private static final ResponseFields FIELDS =
            ResponseFields.builder().include("/id").include("/echo").build();
    private static final ResponseFields ERRORS_PASS =
            ResponseFields.builder().include("/id").passErrors().build();

    @Test
    void whatRedactionCannotSeeDoesNotComeOut() throws Exception {
        Exchange.Outcome bare = Exchange.holding(SECRET)
                .header("Content-Type", "application/json")
                .run(BODY);
        assertThat(bare.body()).contains(REVERSED).doesNotContain(SECRET);

        Exchange.Outcome projected = declaring(FIELDS, "application/json").run(BODY);
        assertThat(projected.body()).isEqualTo("{\"id\":\"1\",\"echo\":\"[redacted]\"}");
        assertThat(projected.redactions()).isEqualTo(1);
        assertThat(projected.exposure()).isEqualTo(Exposure.NONE_FOUND);
    }

    @Test
    void knownSecretsAreCutFromWhatIsDeclaredHoweverTheyWereSpelt() throws Exception {
        String spelt = SECRET.replace("/", "\\/").replace("p", "\\u0070");
        assertThat(declaring(FIELDS, "application/json")
                        .runByteByByte(Exchange.utf8("{\"echo\":\"" + spelt + "\"}"))
                        .body())
                .isEqualTo("{\"echo\":\"[redacted]\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "application/json,application/json",
        "Application/JSON; charset=UTF-8; x=y,application/json",
        "application/problem+json,application/json",
        "application/vnd.api+json,application/json",
        "application/x-ndjson,application/x-ndjson",
        "application/ndjson,application/x-ndjson",
        "application/jsonl,application/x-ndjson"
    })
    void theHeadNamesOneOfTwoMediaTypes(String declared, String shown) throws Exception {
        Exchange.Outcome outcome = declaring(FIELDS, declared).run(Exchange.utf8("{\"id\":1}"));
        assertThat(outcome.head().headers()).containsExactly(new HttpField("Content-Type", shown));
        assertThat(outcome.body().strip()).isEqualTo("{\"id\":1}");
        assertThat(outcome.body().endsWith("\n")).isEqualTo(shown.endsWith("ndjson"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "text/event-stream", "text/plain", "application/octet-stream", ""})
    void aBodyThatIsNotDeclaredAsJsonIsWithheld(String type) throws Exception {
        Exchange.Outcome outcome = declaring(FIELDS, type).run(BODY);
        assertThat(outcome.body()).isEmpty();
        assertThat(outcome.failure()).contains(ErrorCode.RESPONSE_WITHHELD);
        assertThat(outcome.exposure()).isEqualTo(Exposure.WITHHELD);
        assertThat(outcome.head().headers()).isEmpty();
        Exchange.Outcome empty = declaring(FIELDS, type).run(new byte[0]);
        assertThat(empty.failure()).isEmpty();
        assertThat(empty.exposure()).isEqualTo(Exposure.NONE_FOUND);
    }

    @Test
    void aReadThatGivesNothingIsNoBody() throws Exception {
        InputStream slow = new InputStream() {
            private int reads;

            @Override
            public int read() {
                throw new AssertionError("read in pieces");
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                return reads++ == 0 ? 0 : -1;
            }
        };
        Exchange.Outcome outcome = declaring(FIELDS, "text/html").run(slow);
        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.exposure()).isEqualTo(Exposure.NONE_FOUND);
    }

    @Test
    void noOtherHeaderFieldComesThrough() throws Exception {
        String[] names = {"ETag", "Link", "Location", "Set-Cookie", "Date", "X-RateLimit-Limit", "Content-Language"};
        Exchange bare = Exchange.holding(SECRET);
        Exchange projected = declaring(FIELDS, "application/json");
        for (String name : names) {
            bare.header(name, REVERSED);
            projected.header(name, REVERSED);
        }
        assertThat(bare.run(BODY).head().headers()).hasSize(names.length);
        Exchange.Outcome outcome = projected
                .header("Age", "17")
                .header("retry-after", "120")
                .header("Retry-After", "7")
                .run(BODY);
        assertThat(outcome.head().headers())
                .containsExactly(
                        new HttpField("Content-Type", "application/json"), new HttpField("Retry-After", "120"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1234567", "Fri, 31 Dec 1999 23:59:59 GMT", "-1", "1.5", "", "1 "})
    void aRetryThatIsNotAShortNumberIsDropped(String value) throws Exception {
        assertThat(declaring(FIELDS, "application/json")
                        .header("Retry-After", value)
                        .run(BODY)
                        .head()
                        .headers())
                .hasSize(1);
    }

    @Test
    void aHeadWithoutBodyIsShortenedToo() throws Exception {
        Exchange.Outcome outcome = declaring(FIELDS, "text/html")
                .status(304, false)
                .header("ETag", REVERSED)
                .run(BODY);
        assertThat(outcome.head().status()).isEqualTo(304);
        assertThat(outcome.head().headers()).isEmpty();
        assertThat(outcome.body()).isEmpty();
        assertThat(outcome.failure()).isEmpty();
    }

    @Test
    void errorsAreProjectedUnlessTheyAreDeclaredToPass() throws Exception {
        for (int status : new int[] {400, 401, 500, 599}) {
            assertThat(declaring(FIELDS, "application/json")
                            .status(status, true)
                            .run(BODY)
                            .body())
                    .doesNotContain(REVERSED);
            Exchange.Outcome passed = declaring(ERRORS_PASS, "application/json")
                    .status(status, true)
                    .header("X-Trace", "1")
                    .run(BODY);
            assertThat(passed.body()).contains(REVERSED).doesNotContain(SECRET);
            assertThat(passed.head().headers()).hasSize(2);
            assertThat(declaring(ERRORS_PASS, "text/html")
                            .status(status, true)
                            .run(Exchange.utf8("<p>no</p>"))
                            .body())
                    .isEqualTo("<p>no</p>");
        }
        for (int status : new int[] {200, 302, 399}) {
            assertThat(declaring(ERRORS_PASS, "application/json")
                            .status(status, true)
                            .run(BODY)
                            .body())
                    .isEqualTo("{\"id\":\"1\"}");
        }
    }

    @Test
    void aForeignCharsetIsDecodedFirst() throws Exception {
        byte[] utf16 = "{\"id\":\"é€\",\"x\":1}".getBytes(StandardCharsets.UTF_16LE);
        for (int split = 0; split <= utf16.length; split++) {
            Exchange.Outcome outcome =
                    declaring(FIELDS, "application/json; charset=utf-16le").run(utf16, split);
            assertThat(outcome.utf8()).isEqualTo("{\"id\":\"é€\"}");
            assertThat(outcome.head().headers()).extracting(HttpField::value).containsExactly("application/json");
        }
        assertThat(declaring(FIELDS, "application/json").run(utf16).failure()).contains(ErrorCode.RESPONSE_WITHHELD);
    }

    @Test
    void whatWasDecidedBeforeAFaultIsShownAndNoMore() throws Exception {
        byte[] raw = Exchange.utf8("{\"id\":1,\"echo\":oops \"x\"}");
        for (int split = 0; split <= raw.length; split++) {
            Exchange.Outcome outcome = declaring(FIELDS, "application/json").run(raw, split);
            assertThat(outcome.body()).isEqualTo("{\"id\":1");
            assertThat(outcome.failure()).contains(ErrorCode.RESPONSE_WITHHELD);
            assertThat(outcome.exposure()).isEqualTo(Exposure.WITHHELD);
        }
    }

    private static Exchange declaring(ResponseFields fields, String type) {
        Exchange exchange = Exchange.holding(SECRET).fields(fields);
        return type.isEmpty() ? exchange : exchange.header("Content-Type", type);
    }
}

package dev.outloop.core.internal.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.action.ExchangeLimits;
import dev.outloop.action.Exposure;
import dev.outloop.core.internal.journal.Stopped;
import dev.outloop.error.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentCodingTest {

    private static final String SECRET = "sk-OUTLOOP_probe/Zx9+Kq7=Vb3nM2wR8tY5uI";
    private static final byte[] PLAIN = Exchange.utf8("{\"e\": \"" + SECRET + "\"}");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip|gzip",
                "GZIP|gzip",
                "x-gzip|gzip",
                "deflate|zlib",
                "deflate|raw",
                "gzip, gzip|gzip gzip",
                "deflate, identity, gzip|zlib gzip",
                "gzip,deflate,gzip|gzip raw gzip"
            })
    void decodesAlikeAtEverySplit(String header, String applied) throws Exception {
        byte[] raw = encoded(PLAIN, applied);
        assertThat(Exchange.unredacted()
                        .header("Content-Encoding", header)
                        .run(raw)
                        .body())
                .contains(SECRET);
        for (int split = 0; split < raw.length; split++) {
            Exchange.Outcome outcome =
                    Exchange.holding(SECRET).header("Content-Encoding", header).run(raw, split);
            assertThat(outcome.body()).isEqualTo("{\"e\": \"[redacted]\"}");
            assertThat(outcome.exposure()).isEqualTo(Exposure.NONE_FOUND);
            assertThat(outcome.head().header("Content-Encoding")).isEmpty();
        }
        assertThat(Exchange.holding(SECRET)
                        .header("Content-Encoding", header)
                        .runByteByByte(raw)
                        .body())
                .isEqualTo("{\"e\": \"[redacted]\"}");
    }

    @Test
    void readsAGzipHeaderWithEveryOptionalField() throws Exception {
        byte[] gzip = encoded(PLAIN, "gzip");
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        raw.write(gzip, 0, 3);
        raw.write(2 | 4 | 8 | 16);
        raw.write(gzip, 4, 6);
        raw.writeBytes(new byte[] {3, 0, 9, 9, 9, 'n', 0, 'c', 'c', 0, 1, 2});
        raw.write(gzip, 10, gzip.length - 10);
        assertThat(gzip(raw.toByteArray()).body()).isEqualTo("{\"e\": \"[redacted]\"}");
    }

    @Test
    void readsSeveralGzipMembers() throws Exception {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        raw.writeBytes(encoded(Arrays.copyOf(PLAIN, 20), "gzip"));
        raw.writeBytes(encoded(Arrays.copyOfRange(PLAIN, 20, PLAIN.length), "gzip"));
        assertThat(gzip(raw.toByteArray()).body()).isEqualTo("{\"e\": \"[redacted]\"}");
    }

    @Test
    void anEmptyBodyNeedsNoCoding() throws Exception {
        assertThat(gzip(new byte[0]).exposure()).isEqualTo(Exposure.NONE_FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd", "compress", "gzip, br", "gzip, gzip, gzip, gzip", "aes128gcm"})
    void nothingOfAnUnreadableCodingIsShown(String coding) {
        Exchange exchange = Exchange.holding(SECRET).header("Content-Encoding", coding);
        assertThatThrownBy(() -> exchange.run(PLAIN))
                .isInstanceOfSatisfying(Stopped.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RESPONSE_WITHHELD))
                .hasMessageNotContaining(coding);
        assertThat(exchange.closed).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zlib", "raw"})
    void aStreamCutShortAnywhereIsWithheld(String applied) throws Exception {
        String header = applied.equals("gzip") ? "gzip" : "deflate";
        byte[] raw = encoded(PLAIN, applied);
        for (int length = 1; length < raw.length; length++) {
            Exchange.Outcome outcome =
                    Exchange.holding(SECRET).header("Content-Encoding", header).run(Arrays.copyOf(raw, length));
            assertThat(outcome.failure()).contains(ErrorCode.RESPONSE_WITHHELD);
            assertThat(outcome.exposure()).isEqualTo(Exposure.WITHHELD);
            assertThat(outcome.body()).doesNotContain("sk-O");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zlib", "raw"})
    void somethingBehindTheEndIsWithheld(String applied) throws Exception {
        byte[] raw = encoded(PLAIN, applied);
        byte[] longer = Arrays.copyOf(raw, raw.length + 1);
        longer[raw.length] = 'x';
        for (int split = 0; split < longer.length; split++) {
            assertThat(Exchange.holding(SECRET)
                            .header("Content-Encoding", applied.equals("gzip") ? "gzip" : "deflate")
                            .run(longer, split)
                            .failure())
                    .contains(ErrorCode.RESPONSE_WITHHELD);
        }
    }

    @Test
    void aWrongChecksumIsWithheld() throws Exception {
        byte[] raw = encoded(PLAIN, "gzip");
        raw[raw.length - 6] ^= 1;
        assertThat(gzip(raw).failure()).contains(ErrorCode.RESPONSE_WITHHELD);
    }

    @Test
    void aBombIsStoppedByRatioAndBySize() throws Exception {
        byte[] bomb = encoded(new byte[4 << 20], "gzip");
        assertThat(bomb.length).isLessThan(5000);
        Exchange.Outcome byRatio = Exchange.holding(SECRET)
                .header("Content-Encoding", "gzip")
                .limits(ExchangeLimits.builder().maxExpansionRatio(100).build())
                .run(bomb);
        assertThat(byRatio.failure()).contains(ErrorCode.RESPONSE_TOO_LARGE);
        assertThat(byRatio.bytes()).isLessThan(600_000);
        Exchange.Outcome bySize = Exchange.holding(SECRET)
                .header("Content-Encoding", "gzip")
                .limits(ExchangeLimits.builder()
                        .maxExpansionRatio(2000)
                        .maxResponseBodyBytes(1000)
                        .build())
                .run(bomb);
        assertThat(bySize.failure()).contains(ErrorCode.RESPONSE_TOO_LARGE);
        assertThat(bySize.exposure()).isEqualTo(Exposure.WITHHELD);
        assertThat(bySize.bytes()).isLessThanOrEqualTo(1000);
        Exchange.Outcome nested = Exchange.holding(SECRET)
                .header("Content-Encoding", "gzip, gzip")
                .run(encoded(new byte[32 << 20], "gzip gzip"));
        assertThat(nested.failure()).contains(ErrorCode.RESPONSE_TOO_LARGE);
    }

    @Test
    void aHighRatioIsFineForTheFirst64KiB() throws Exception {
        byte[] raw = encoded(new byte[60_000], "gzip");
        Exchange.Outcome outcome = Exchange.holding(SECRET)
                .header("Content-Encoding", "gzip")
                .limits(ExchangeLimits.builder().maxExpansionRatio(1).build())
                .run(raw);
        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.bytes()).isEqualTo(60_000);
    }

    @Test
    void aSecretAcrossTheCapShowsNoByteOfItself() throws Exception {
        byte[] raw = Exchange.utf8("0123456789" + SECRET + "tail");
        for (int cap = 11; cap < 10 + SECRET.length(); cap++) {
            ExchangeLimits limits =
                    ExchangeLimits.builder().maxResponseBodyBytes(cap).build();
            assertThat(Exchange.unredacted().limits(limits).run(raw).body()).contains("0123456789s");
            for (int split = 0; split < raw.length; split++) {
                Exchange.Outcome outcome =
                        Exchange.holding(SECRET).limits(limits).run(raw, split);
                assertThat(outcome.body()).isEqualTo("0123456789");
                assertThat(outcome.failure()).contains(ErrorCode.RESPONSE_TOO_LARGE);
            }
        }
    }

    @Test
    void aBodyOfExactlyTheCapPasses() throws Exception {
        ExchangeLimits limits =
                ExchangeLimits.builder().maxResponseBodyBytes(10).build();
        assertThat(Exchange.holding(SECRET).limits(limits).run(new byte[10]).failure())
                .isEmpty();
        assertThat(Exchange.holding(SECRET).limits(limits).run(new byte[11]).failure())
                .contains(ErrorCode.RESPONSE_TOO_LARGE);
    }

    @Test
    void aBinaryBodyWithoutSecretsComesBackAsItWas() throws Exception {
        byte[] binary = new byte[300_000];
        new Random(7).nextBytes(binary);
        assertThat(Exchange.holding(SECRET).run(binary, 1, 8191, 8192, 65_536).octets())
                .isEqualTo(binary);
    }

    @Test
    void aSecretOnAnyBufferBoundaryIsCut() throws Exception {
        for (int boundary : new int[] {1024, 8192, 16_384, 65_536}) {
            for (int before = 1; before < SECRET.length(); before += 3) {
                byte[] raw = Exchange.utf8("z".repeat(boundary - before) + SECRET + "y".repeat(9000));
                assertThat(Exchange.holding(SECRET).run(raw).body())
                        .isEqualTo("z".repeat(boundary - before) + "[redacted]" + "y".repeat(9000));
            }
        }
    }

    private static Exchange.Outcome gzip(byte[] raw) throws Stopped {
        Exchange.Outcome whole =
                Exchange.holding(SECRET).header("Content-Encoding", "gzip").run(raw);
        assertThat(Exchange.holding(SECRET)
                        .header("Content-Encoding", "gzip")
                        .runByteByByte(raw)
                        .body())
                .isEqualTo(whole.body());
        return whole;
    }

    private static byte[] encoded(byte[] plain, String applied) {
        byte[] result = plain;
        for (String coding : applied.split(" ")) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Deflater deflater = new Deflater(9, coding.equals("raw"));
            try (OutputStream encoder =
                    coding.equals("gzip") ? new GZIPOutputStream(out) : new DeflaterOutputStream(out, deflater)) {
                encoder.write(result);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                deflater.end();
            }
            result = out.toByteArray();
        }
        return result;
    }
}

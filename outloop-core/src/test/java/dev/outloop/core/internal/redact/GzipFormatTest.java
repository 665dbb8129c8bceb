package dev.outloop.core.internal.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.action.ExchangeLimits;
import dev.outloop.action.HttpField;
import dev.outloop.error.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams that ordinary encoders do not write. */
class GzipFormatTest {

    private static final byte[] TEXT = Exchange.utf8("text");

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 255, 256, 258, 0x1234})
    void anExtraFieldOfAnyLengthIsSkipped(int length) throws Exception {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        raw.write(gzip(TEXT), 0, 3);
        raw.write(4);
        raw.write(gzip(TEXT), 4, 6);
        raw.write(length & 0xff);
        raw.write(length >> 8);
        raw.writeBytes(new byte[length]);
        raw.write(gzip(TEXT), 10, gzip(TEXT).length - 10);
        requireText(raw.toByteArray(), "gzip");
    }

    @Test
    void aBareStreamThatBeginsLikeZlibIsRead() throws Exception {
        byte[] stored = {0x08, 4, 0, (byte) 0xfb, (byte) 0xff, 't', 'e', 'x', 't', 1, 0, 0, (byte) 0xff, (byte) 0xff};
        requireText(stored, "deflate");
    }

    @ParameterizedTest
    @CsvSource({"0,1", "1,1", "2,9", "3,32", "3,64", "3,128"})
    void aWrongHeaderIsWithheld(int at, int flipped) throws Exception {
        byte[] raw = gzip(TEXT);
        raw[at] ^= (byte) flipped;
        assertThat(run(raw, "gzip").failure()).contains(ErrorCode.RESPONSE_WITHHELD);
    }

    @Test
    void everyMemberIsCheckedByItself() throws Exception {
        byte[] member = gzip(TEXT);
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        raw.writeBytes(member);
        raw.writeBytes(member);
        Exchange.Outcome both = run(raw.toByteArray(), "gzip");
        assertThat(both.failure()).isEmpty();
        assertThat(both.body()).isEqualTo("texttext");
        for (int at = 1; at <= 8; at++) {
            byte[] wrong = raw.toByteArray();
            wrong[wrong.length - at] ^= 1;
            assertThat(run(wrong, "gzip").failure()).contains(ErrorCode.RESPONSE_WITHHELD);
        }
    }

    @Test
    void theRatioIsJudgedAlikeHoweverTheBytesCome() throws Exception {
        byte[] plain = new byte[600_000];
        byte[] noise = new byte[6_000];
        new Random(1).nextBytes(noise);
        System.arraycopy(noise, 0, plain, plain.length - noise.length, noise.length);
        byte[] raw = gzip(plain);
        assertThat(raw.length).isLessThan(8 * 1024);
        for (int ratio = 1; ratio < 600; ratio += 50) {
            Exchange exchange = Exchange.holding("a-secret-value")
                    .header("Content-Encoding", "gzip")
                    .limits(ExchangeLimits.builder().maxExpansionRatio(ratio).build());
            assertThat(exchange.runByteByByte(raw).failure())
                    .as("ratio %d", ratio)
                    .isEqualTo(exchange.run(raw).failure());
        }
    }

    @Test
    void decodersAreOfNoUseOnceClosed() throws Exception {
        byte[] deflated = {0x08, 4, 0, (byte) 0xfb, (byte) 0xff, 't', 'e', 'x', 't'};
        for (String coding : List.of("gzip", "deflate")) {
            List<AutoCloseable> opened = new ArrayList<>();
            ByteSink sink = ContentCodings.of(List.of(new HttpField("Content-Encoding", coding)))
                    .decodeInto(new ByteQueue(), new Expansion(1000, 10), opened);
            byte[] raw = coding.equals("gzip") ? gzip(TEXT) : deflated;
            sink.write(raw, 0, 6);
            Opened.closeAll(opened);
            assertThatThrownBy(() -> {
                        sink.write(raw, 6, raw.length - 6);
                        sink.end();
                    })
                    // Which one depends on the version of Java.
                    .isInstanceOfAny(NullPointerException.class, IllegalStateException.class);
        }
    }

    @Test
    void aDecoderThatNeverBeganCanBeClosed() {
        new DeflateSource(new Expansion(1000, 10), new ByteQueue()).close();
    }

    private static void requireText(byte[] raw, String coding) throws Exception {
        Exchange.Outcome outcome = run(raw, coding);
        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.body()).isEqualTo("text");
        Exchange.Outcome pieces = Exchange.holding("a-secret-value")
                .header("Content-Encoding", coding)
                .runByteByByte(raw);
        assertThat(pieces.failure()).isEmpty();
        assertThat(pieces.body()).isEqualTo("text");
    }

    private static Exchange.Outcome run(byte[] raw, String coding) throws Exception {
        return Exchange.holding("a-secret-value")
                .header("Content-Encoding", coding)
                .run(raw);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }
}

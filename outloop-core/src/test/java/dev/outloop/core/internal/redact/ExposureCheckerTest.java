package dev.outloop.core.internal.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.action.Exposure;
import dev.outloop.error.ErrorCode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExposureCheckerTest {

    private static final String SECRET = "sk-OUTLOOP_probe/Zx9+Kq7=Vb3nM2wR8tY5uI";

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("dev.outloop.core.internal.redact.RedactEncodingsTest#encodings")
    void findsEveryFormThatRedactionMissed(String name, String secret, String encoded) throws Exception {
        if (name.startsWith("html") && !encoded.contains(secret)) {
            return;
        }
        // Twelve bytes stand before it, and what holds less than its first byte may have gone.
        int wrapping = name.contains(" in ") ? 8 : 0;
        byte[] raw = Exchange.utf8("{\"before\": \"" + encoded + "\", \"after\": 1}");
        for (int split = 0; split < raw.length; split += 1) {
            Exchange.Outcome outcome = Exchange.unredacted(secret).run(raw, split);
            assertThat(outcome.failure()).contains(ErrorCode.RESPONSE_WITHHELD);
            assertThat(outcome.exposure()).isEqualTo(Exposure.WITHHELD);
            assertThat(outcome.body().length()).as("released at split " + split).isLessThan(17 + wrapping);
        }
        Exchange.Outcome slowly = Exchange.unredacted(secret).runByteByByte(raw);
        assertThat(slowly.failure()).contains(ErrorCode.RESPONSE_WITHHELD);
        assertThat(slowly.body()).hasSizeLessThan(17 + wrapping);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%73k-OUTLOOP_probe%2FZx9%2bKq7=Vb3nM2wR8tY5uI",
                "\\u0073k-\\u004FUTLOOP_probe\\/Zx9+Kq7=Vb3nM2wR8tY5uI"
            })
    void findsMixedForms(String encoded) throws Exception {
        assertThat(Exchange.unredacted(SECRET)
                        .run(Exchange.utf8("x " + encoded))
                        .exposure())
                .isEqualTo(Exposure.WITHHELD);
    }

    @Test
    void raisesNoAlarmOnOrdinaryBytes() throws Exception {
        StringBuilder json = new StringBuilder("[");
        for (int i = 0; i < 2000; i++) {
            json.append("{\"id\":\"deadbeef00112233445566778899aabb")
                    .append(i)
                    .append("\",\"t\":\"a\\\\b \\\"q\\\" \\u00fc ");
            json.append("%2F%zz c2stT1VUTE9PUF9wcm9iZS9aeDkrS3E3 sk-OUTLOOP_probe\"},");
        }
        byte[] raw = Exchange.utf8(json.toString());
        Exchange.Outcome outcome = Exchange.holding(SECRET).run(raw, 1, 5000, 8192);
        assertThat(outcome.octets()).isEqualTo(raw);
        assertThat(outcome.exposure()).isEqualTo(Exposure.NONE_FOUND);
        byte[] random = new byte[200_000];
        new Random(11).nextBytes(random);
        assertThat(Exchange.holding(SECRET).run(random).exposure()).isEqualTo(Exposure.NONE_FOUND);
    }

    @Test
    void nothingToCheckIsNotChecked() throws Exception {
        assertThat(Exchange.unredacted().run(Exchange.utf8("text")).exposure()).isEqualTo(Exposure.NOT_CHECKED);
    }
}

package dev.outloop.core.internal.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.core.internal.journal.Stopped;
import dev.outloop.error.ErrorCode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CharsetTest {

    private static final String SECRET = "schlüssel-wert-0815";

    @ParameterizedTest
    @ValueSource(strings = {"utf-16", "UTF-16LE", "utf-16be", "iso-8859-1", "windows-1252", "UTF-32", "cp037"})
    void decodesADeclaredCharsetAlikeAtEverySplit(String charset) throws Exception {
        byte[] raw = ("ä <" + SECRET + "> ö").getBytes(Charset.forName(charset));
        for (int split = 0; split < raw.length; split++) {
            Exchange.Outcome outcome =
                    exchange("text/plain; charset=\"" + charset + "\"; x=y").run(raw, split);
            assertThat(outcome.utf8()).isEqualTo("ä <[redacted]> ö");
            assertThat(outcome.head().header("content-type")).contains("text/plain; charset=utf-8; x=y");
        }
        assertThat(exchange("text/plain;charset=" + charset).runByteByByte(raw).utf8())
                .isEqualTo("ä <[redacted]> ö");
    }

    @Test
    void astralCharactersSurviveEverySplit() throws Exception {
        String text = "\uD83D\uDD11".repeat(3000) + "€";
        byte[] raw = text.getBytes(StandardCharsets.UTF_16LE);
        for (int split : new int[] {1, 2, 3, 4095, 4096, 4097, 4098, 8191, 8193}) {
            assertThat(exchange("text/plain; charset=utf-16le").run(raw, split).utf8())
                    .isEqualTo(text);
        }
    }

    @Test
    void malformedTextIsWithheld() throws Exception {
        byte[] raw = {'a', 0, 0, (byte) 0xd8, 'b', 0};
        assertThat(exchange("text/plain; charset=utf-16le").run(raw).failure()).contains(ErrorCode.RESPONSE_WITHHELD);
        byte[] odd = {'a', 0, 'b'};
        assertThat(exchange("text/plain; charset=utf-16le").run(odd).failure()).contains(ErrorCode.RESPONSE_WITHHELD);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000d800", "0000d80000000061", "00000061" + "0000dc00" + "00000061"})
    void halvesOfACharacterAreWithheld(String hex) throws Exception {
        byte[] raw = HexFormat.of().parseHex(hex);
        assertThat(exchange("text/plain; charset=utf-32").run(raw).failure()).contains(ErrorCode.RESPONSE_WITHHELD);
        assertThat(exchange("text/plain; charset=utf-32").runByteByByte(raw).failure())
                .contains(ErrorCode.RESPONSE_WITHHELD);
    }

    @Test
    void aTailThatMightHaveBegunASecretIsReleasedAtTheEnd() throws Exception {
        byte[] raw = "a schlüssel-w".getBytes(StandardCharsets.UTF_16LE);
        for (int split = 0; split < raw.length; split++) {
            assertThat(exchange("text/plain; charset=utf-16le").run(raw, split).utf8())
                    .isEqualTo("a schlüssel-w");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain; charset=x-JISAutoDetect",
                "text/plain; charset=utf-7",
                "text/plain; charset=\"\"",
                "a/b; charset=utf-8; charset=utf-16"
            })
    void anUnreadableCharsetIsWithheld(String type) {
        assertThatThrownBy(() -> exchange(type).run(new byte[] {'a'}))
                .isInstanceOfSatisfying(
                        Stopped.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RESPONSE_WITHHELD));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "text/plain; charset=utf-8", "text/plain; charset=us-ascii", "image/png"})
    void otherBytesPassAsTheyAre(String type) throws Exception {
        byte[] raw = {(byte) 0xff, (byte) 0xfe, 0, (byte) 0x80, 'a'};
        Exchange.Outcome outcome = exchange(type).run(raw);
        assertThat(outcome.octets()).isEqualTo(raw);
        assertThat(outcome.head().header("Content-Type")).contains(type);
    }

    private static Exchange exchange(String type) {
        return Exchange.holding(SECRET).header("Content-Type", type);
    }
}

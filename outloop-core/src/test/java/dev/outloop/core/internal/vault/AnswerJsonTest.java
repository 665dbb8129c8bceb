package dev.outloop.core.internal.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonParser;
import dev.outloop.core.internal.dispatch.Reachable;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Secret;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultJson;
import dev.outloop.testkit.fake.Canary;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers of a vault as JSON. */
class AnswerJsonTest {

    private static final Canary MARKER = Canary.random("marker");

    static Stream<byte[]> malformed() {
        String marker = MARKER.text();
        return Stream.concat(
                Stream.of(
                                "",
                                " ",
                                marker,
                                "\"" + marker,
                                "{\"a\":\"" + marker,
                                "{\"a\":\"" + marker + "\"",
                                "{\"a\":\"" + marker + "\"}}",
                                "{\"a\":\"" + marker + "\"} x",
                                "{\"a\":1}{\"a\":\"" + marker + "\"}",
                                "{\"" + marker + "\":1,\"" + marker + "\":2}",
                                "{\"a\":\"" + marker + "\",\"\\u0061\":2}",
                                "{\"a\":\"" + marker + "\\q\"}",
                                "{\"a\":\"" + marker + "\\u12\"}",
                                "{\"a\":\"" + marker + "\n\"}",
                                "{\"a\":\"" + marker + "\u0000\"}",
                                "{a:\"" + marker + "\"}",
                                "{'a':'" + marker + "'}",
                                "[\"" + marker + "\",]",
                                "{\"a\":\"" + marker + "\",}",
                                "// " + marker + "\n{}",
                                "/* " + marker + " */ {}",
                                "# " + marker + "\n{}",
                                "{\"a\":NaN,\"b\":\"" + marker + "\"}",
                                "{\"a\":Infinity}",
                                "{\"a\":01}",
                                "{\"a\":.5}",
                                "{\"a\":+1}",
                                "{\"a\":" + "9".repeat(5000) + "}",
                                "\ufeff{\"a\":\"" + marker + "\"}",
                                "<html><body>" + marker + "</body></html>",
                                "[".repeat(100) + "\"" + marker + "\"" + "]".repeat(100),
                                "[0" + ",0".repeat(500_000) + "]",
                                "{\"" + "n".repeat(60_000) + "\":1}")
                        .map(text -> text.getBytes(StandardCharsets.UTF_8)),
                Stream.of(
                        ("{\"a\":\"" + marker + "\"}").getBytes(StandardCharsets.UTF_16),
                        ("{\"a\":\"" + marker + "\"}").getBytes(StandardCharsets.UTF_16LE),
                        ("{\"a\":\"" + marker + "\u00fc\"}").getBytes(StandardCharsets.ISO_8859_1),
                        bytes("{\"a\":\"", marker, new int[] {0xc0, 0xaf}),
                        bytes("{\"a\":\"", marker, new int[] {0xed, 0xa0, 0x80}),
                        bytes("{\"a\":\"", marker, new int[] {0xf4, 0x90, 0x80, 0x80}),
                        bytes("{\"a\":\"", marker, new int[] {0xe2, 0x82})));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void whatIsNotJsonIsRefusedWithoutQuotingIt(byte[] answer) {
        VaultException failure = catchThrowableOfType(VaultException.class, () -> read(answer));
        assertThat(failure.code()).isSameAs(ErrorCode.VAULT_FAILED);
        assertThat(failure).hasNoCause().hasNoSuppressedExceptions();
        assertThat(MARKER.isFoundIn(String.valueOf(failure))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"\\ud800\"",
                "\"\\udc00\"",
                "\"\\ud800x\"",
                "\"\\ud800\\n\"",
                "\"\\ud800\\ud800\"",
                "\"\\udc00\\ud800\"",
                "\"x\\ud83d\""
            })
    void stringOfHalfCharactersIsNoSecretAndNoText(String answer) throws Exception {
        VaultJson json = read(answer.getBytes(StandardCharsets.UTF_8));
        assertThat(json.isText()).isTrue();
        assertThat(catchThrowableOfType(VaultException.class, json::text).code())
                .isSameAs(ErrorCode.VAULT_FAILED);
        assertThat(catchThrowableOfType(
                                VaultException.class, () -> json.secret().close())
                        .code())
                .isSameAs(ErrorCode.VAULT_FAILED);
    }

    @Test
    void readsEveryType() throws Exception {
        VaultJson json =
                read(("{\"s\":\"\",\"u\":\"\\u0000\\u007f\\u00e9\\u20ac\\uD83D\\uDD11\\\"\\\\\\/\\b\\f\\n\\r\\t\","
                                + "\"n\":-9223372036854775808,\"big\":9223372036854775808,\"f\":1.0,\"e\":1e2,"
                                + "\"t\":true,\"z\":null,\"o\":{},\"l\":[[],1]}")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(json.member("s").text()).isEmpty();
        assertThat(json.member("u").text()).isEqualTo("\u0000\u007f\u00e9\u20ac\ud83d\udd11\"\\/\b\f\n\r\t");
        assertThat(json.member("n").number()).isEqualTo(Long.MIN_VALUE);
        assertThat(json.member("t").flag()).isTrue();
        assertThat(json.member("z").isNull()).isTrue();
        assertThat(json.find("z")).isEmpty();
        assertThat(json.find("absent")).isEmpty();
        assertThat(json.member("o").members()).isEmpty();
        assertThat(json.member("l").items()).hasSize(2);
        assertThat(json.members().keySet()).containsExactly("s", "u", "n", "big", "f", "e", "t", "z", "o", "l");
        for (String drift : new String[] {"big", "f", "e", "s", "t", "z", "o", "l"}) {
            VaultException failure = catchThrowableOfType(
                    VaultException.class, () -> json.member(drift).number());
            assertThat(failure.code()).isSameAs(ErrorCode.VAULT_FAILED);
            assertThat(failure).hasMessageContaining(" at " + drift);
        }
    }

    @Test
    void readsAStringOfAMebibyte() throws Exception {
        String value = "0123456789abcde\u00fc".repeat(64 * 1024);
        try (Secret secret = read(("[\"" + value + "\"]").getBytes(StandardCharsets.UTF_8))
                .items()
                .get(0)
                .secret()) {
            assertThat(Ports.text(secret)).isEqualTo(value);
        }
    }

    @Test
    void placesOfNamesThatAreTooLongAreCut() throws Exception {
        VaultJson json = read(("{\"" + "n".repeat(1000) + "\":1}").getBytes(StandardCharsets.UTF_8));
        VaultException failure = catchThrowableOfType(
                VaultException.class, () -> json.member("n".repeat(1000)).text());
        assertThat(failure.getMessage()).hasSizeLessThan(400);
    }

    @Test
    void afterClosingItHasNoStrings() throws Exception {
        byte[] answer = ("{\"a\":\"" + MARKER.text() + "\",\"n\":1}").getBytes(StandardCharsets.UTF_8);
        AnswerBytes bytes = new AnswerBytes(answer);
        VaultJson json = AnswerReader.read("team", bytes);
        Map<String, VaultJson> members = json.members();
        assertThat(Reachable.has(MARKER.text(), json)).isTrue();
        bytes.close();
        assertThat(answer).containsOnly(0);
        assertThat(Reachable.has(MARKER.text(), json)).isFalse();
        assertThat(members.get("n").number()).isOne();
        assertThatIllegalStateException().isThrownBy(() -> members.get("a").text());
        assertThatIllegalStateException()
                .isThrownBy(() -> members.get("a").secret().close());
        assertThatIllegalStateException().isThrownBy(() -> AnswerReader.read("team", bytes));
    }

    @Test
    void nameThatNobodyAskedForIsNotQuoted() throws Exception {
        VaultJson json = read(("{\"a\":{\"" + MARKER.text() + "\":{\"b\":1}}}").getBytes(StandardCharsets.UTF_8));
        VaultJson member = json.member("a").members().get(MARKER.text()).member("b");
        VaultException failure = catchThrowableOfType(VaultException.class, member::text);
        assertThat(failure).hasMessageContaining(" at a.0.b;");
        assertThat(MARKER.isFoundIn(failure.toString())).isFalse();
        assertThat(MARKER.isFoundIn(member.toString())).isFalse();
    }

    @Test
    void parserKeepsNoStringThatIsNotAskedFor() throws Exception {
        byte[] answer = ("{\"name-that-is-kept\":[\"" + MARKER.text() + "\",{\"b\":\"\\u0061" + MARKER.text() + "\"}]}")
                .getBytes(StandardCharsets.UTF_8);
        try (JsonParser parser = AnswerReader.factory().createParser(answer)) {
            for (int token = 0; token < 8; token++) {
                assertThat(parser.nextToken()).isNotNull();
            }
            assertThat(Reachable.has(MARKER.text(), parser)).isTrue();
            Arrays.fill(answer, (byte) 0);
            assertThat(Reachable.has("name-that-is-kept", parser)).isTrue();
            assertThat(Reachable.has(MARKER.text(), parser)).isFalse();
        }
    }

    @Test
    void parserKeepsAStringThatIsAskedFor() throws Exception {
        byte[] answer = ("[\"" + MARKER.text() + "\"]").getBytes(StandardCharsets.UTF_8);
        try (JsonParser parser = AnswerReader.factory().createParser(answer)) {
            parser.nextToken();
            parser.nextToken();
            assertThat(parser.getText()).isEqualTo(MARKER.text());
            Arrays.fill(answer, (byte) 0);
            assertThat(Reachable.has(MARKER.text(), parser)).isTrue();
        }
    }

    private static VaultJson read(byte[] answer) throws VaultException {
        return AnswerReader.read("team", new AnswerBytes(answer.clone()));
    }

    private static byte[] bytes(String before, String marker, int[] octets) {
        StringBuilder text = new StringBuilder(before).append(marker);
        for (int octet : octets) {
            text.append((char) octet);
        }
        return text.append("\"}").toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}

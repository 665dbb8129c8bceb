package dev.outloop.samples.iban;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.spi.Redactor;
import dev.outloop.spi.ResponseContext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IbanRedactorTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DE89370400440532013000",
                "DE89 3704 0044 0532 0130 00",
                "GB29NWBK60161331926819",
                "FR1420041010050500013M02606",
                "NL91ABNA0417164300",
                "BE68 5390 0754 7034",
                "MT84 MALT 0110 0001 2345 MTLC AST0 01S"
            })
    void cutsAnAccountNumber(String number) {
        assertThat(cuts(number)).containsExactly(number);
        assertThat(cuts("{\"from\":\"" + number + "\",\"to\":\"" + number + "\"}"))
                .containsExactly(number, number);
        assertThat(cuts("IBAN " + number + ".")).containsExactly(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DE88370400440532013000",
                "DE8937040044053201300",
                "DE893704004405320130000",
                "XDE89370400440532013000",
                "éDE89370400440532013000",
                "DE89370400440532013000é",
                "DE89  3704 0044 0532 0130 00",
                "DE8 93704 0044 0532 0130 00",
                "de89370400440532013000",
                "QQ89370400440532013000",
                "DEA9370400440532013000"
            })
    void leavesWhatIsNone(String text) {
        assertThat(cuts(text)).isEmpty();
        assertThat(cuts(text + " NL91ABNA0417164300")).containsExactly("NL91ABNA0417164300");
    }

    @Test
    void waitsForTheByteBehindANumber() {
        List<String> found = new ArrayList<>();
        Redactor redactor = new IbanRedactor();
        try (Redactor.Scanner scanner = redactor.open(ResponseContext.of("", "", 200, ""))) {
            ByteBuffer number = ByteBuffer.wrap("x MT84 MALT 0110 0001 2345 MTLC AST0 01S".getBytes(UTF_8));
            int decided = scanner.scan(number, false, collecting(number, found));
            assertThat(number.limit() - decided).isEqualTo(redactor.maxPendingBytes());
            assertThat(found).isEmpty();
            number.position(decided);
            assertThat(scanner.scan(number, true, collecting(number, found))).isEqualTo(number.remaining());
            assertThat(found).hasSize(1);
        }
    }

    private static List<String> cuts(String text) {
        List<String> found = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(UTF_8));
        try (Redactor.Scanner scanner = new IbanRedactor().open(ResponseContext.of("", "", 200, ""))) {
            assertThat(scanner.scan(bytes, true, collecting(bytes, found))).isEqualTo(bytes.limit());
        }
        return found;
    }

    private static Redactor.Spans collecting(ByteBuffer bytes, List<String> found) {
        return new Redactor.Spans() {
            @Override
            public void cut(int from, int to, String kind) {
                found.add(new String(bytes.array(), bytes.position() + from, to - from, UTF_8));
            }

            @Override
            public void open(int from, String kind) {
                throw new AssertionError("cuts have an end here");
            }

            @Override
            public void end(int to) {
                throw new AssertionError("cuts have an end here");
            }
        };
    }
}

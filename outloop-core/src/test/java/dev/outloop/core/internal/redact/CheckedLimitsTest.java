package dev.outloop.core.internal.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.testkit.twin.Twin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long values, values of several lines, hostile texts, and what happens without the check. */
class CheckedLimitsTest {

    private static final String SECRET = "sk-OUTLOOP_probe/Zx9+Kq7=Vb3nM2wR8tY5uI";
    private static final int MIB = 1 << 20;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%25",
                "%",
                "%2",
                "\\",
                "\\u",
                "&#",
                "&",
                "&#0",
                "a",
                "s",
                "sk-O",
                "c2st",
                "736b",
                "c\n",
                "\ud83d\udd11"
            })
    void hostileTextPassesWithLittleHeld(String unit) {
        byte[] text = Exchange.utf8(unit.repeat(MIB / unit.length()));
        Checking.Outcome outcome =
                Checking.run(List.of(Exchange.utf8(SECRET)), text, Checking.every(4099, text.length));
        assertThat(outcome.released()).isEqualTo(text);
        assertThat(outcome.mostHeld()).isLessThanOrEqualTo(CheckedEscape.MOST);
    }

    @Test
    void aRunOfTheValuesFirstByteHoldsNoMoreThanTheValue() {
        String value = "a".repeat(999) + "b";
        byte[] text = Exchange.utf8("a".repeat(100_000));
        Checking.Outcome outcome = Checking.run(List.of(Exchange.utf8(value)), text, Checking.every(100, text.length));
        assertThat(outcome.released()).isEqualTo(text);
        assertThat(outcome.mostHeld()).isEqualTo(999);
        assertThat(Checking.run(value, "a".repeat(5000) + "b", Checking.every(100, 5001))
                        .released())
                .hasSizeLessThanOrEqualTo(4001);
    }

    @Test
    void blanksAfterALineBreakAreSkippedUpToABound() {
        String encoded = Base64.getEncoder().encodeToString(Exchange.utf8(SECRET));
        String folded = encoded.substring(0, 9) + "\n" + " ".repeat(64) + encoded.substring(9);
        assertThat(Checking.run(SECRET, folded).withheld()).isTrue();
        assertThat(Checking.run(SECRET, folded.replace("\n", "\n ")).withheld()).isFalse();
        assertThat(Checking.run(SECRET, folded.replace("\n", "\n\n")).withheld())
                .isFalse();
    }

    @Test
    void fourValuesOfSixteenKibibytesAreFoundEachInEveryForm() {
        Random random = new Random(3);
        List<byte[]> values = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            byte[] raw = new byte[12 * 1024];
            random.nextBytes(raw);
            values.add(Base64.getEncoder().encode(raw));
        }
        for (byte[] value : values) {
            String text = new String(value, java.nio.charset.StandardCharsets.US_ASCII);
            for (String form : List.of("plain", "json every unit, twice", "base64 wrapped in JSON at 1", "UTF-16BE")) {
                byte[] encoded = CheckedForms.all().get(form).apply(text);
                Checking.Outcome outcome = Checking.run(values, encoded, Checking.every(8192, encoded.length));
                assertThat(outcome.withheld()).as(form).isTrue();
                assertThat(outcome.released()).hasSizeLessThanOrEqualTo(CheckedForms.shared(form));
                byte[] without = Arrays.copyOf(encoded, encoded.length - 8);
                assertThat(Checking.run(values, without).released()).isEqualTo(without);
            }
        }
    }

    @Test
    void aKeyIsFoundAsAWholeAndByTheLine() {
        String armor = "-----BEGIN PRIVATE KEY-----";
        String line = "MIIEvQIBADANBgkqhkiG9w0BAQEF";
        String other = "AASCBKcwggSjAgEAAoIBAQC7";
        String key = armor + "\n" + line + "\n" + other + "\nshort\n-----END PRIVATE KEY-----\n";
        String strip = key.strip();
        for (String shown : List.of(strip, line, other, strip.replace("\n", "\r\n"), strip.replace("\n", "\\n"))) {
            for (int split = 0; split <= shown.length(); split++) {
                Checking.Outcome outcome = Checking.run(key, shown, split);
                assertThat(outcome.withheld()).isTrue();
                assertThat(outcome.released()).isEmpty();
            }
        }
        for (String shown : List.of(armor, "short", line.substring(1), "-----END PRIVATE KEY-----")) {
            assertThat(Checking.run(key, shown).withheld()).isFalse();
        }
    }

    @Test
    void linesBelowSixteenBytesAndThoseOfAnObjectCountOnlyTogether() {
        assertThat(Checking.run("0123456789abcdef\nx", "0123456789abcdef").withheld())
                .isTrue();
        assertThat(Checking.run("0123456789abcde\nx", "0123456789abcde").withheld())
                .isFalse();
        assertThat(Checking.run("0123456789\r\nabcdefgh", "0123456789\nabcdefgh")
                        .withheld())
                .isTrue();
        assertThat(Checking.run("0123456789\nabcdefgh", "0123456789\r\nabcdefgh")
                        .withheld())
                .isTrue();
        String object = "{\n\"type\": \"service_account\",\n\"a\": 1}";
        assertThat(Checking.run(object, "\"type\": \"service_account\",").withheld())
                .isFalse();
        assertThat(Checking.run(object, object).withheld()).isTrue();
    }

    @Test
    void blanksRoundAValueDoNotCountUnlessItIsShortWithoutThem() {
        assertThat(Checking.run(" \t12345678\r\n", "12345678").withheld()).isTrue();
        assertThat(Checking.run(" 1234567 ", "1234567").withheld()).isFalse();
        assertThat(Checking.run(" 1234567 ", " 1234567 ").withheld()).isTrue();
    }

    @Test
    void whatIsCutShortAtTheEndCountsAsItStands() {
        assertThat(Checking.run("a/bcdefg%4", "a%2Fbcdefg%4").withheld()).isTrue();
        assertThat(Checking.run("a/bcdefg&lt", "a&#47;bcdefg&lt").withheld()).isTrue();
        assertThat(Checking.run("a/bcdefg", "a%2Fbcdefg").withheld()).isTrue();
    }

    @Test
    void eachFieldIsATextOfItsOwn() throws Exception {
        try (ExposureChecker checker = new ExposureChecker(List.of(Exchange.secret("grün/geheim")), null)) {
            checker.check("grün/");
            checker.check("geheim%");
            checker.check("%67r%C3%BCn/");
            checker.check("geheim");
            assertThatThrownBy(() -> checker.check("a gr\u00c3\u00bcn/geheim")).isInstanceOf(Withheld.class);
        }
        try (ExposureChecker checker = new ExposureChecker(List.of(Exchange.secret("grün/geheim")), null)) {
            assertThatThrownBy(() -> checker.check("gr%C3%BCn/geheim")).isInstanceOf(Withheld.class);
        }
    }

    @Test
    void withoutTheCheckTheSecretIsShown() throws Exception {
        assertThat(new Shown().get()).isEqualTo("");
        Twin twin = Twin.without("dev.outloop.core.internal.redact.CheckedMatch#requireNoWord", Shown.class.getName());
        Supplier<?> shown = twin.newInstance(Supplier.class, Shown.class);
        assertThat(String.valueOf(shown.get())).isEqualTo("x " + SECRET + " y");
        twin.requireReached();
    }

    /** What comes out of a text with a secret. */
    static final class Shown implements Supplier<String> {
        @Override
        public String get() {
            return new String(
                    Checking.run(SECRET, "x " + SECRET + " y").released(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }
}

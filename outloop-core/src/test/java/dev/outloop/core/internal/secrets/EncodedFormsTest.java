package dev.outloop.core.internal.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class EncodedFormsTest {

    private static final String KEY = "k3y-4Zx9+Qw7/Lm2~Rt8?Yp5";

    @Test
    void knowsTheValueInHexOfEitherCaseWithSeparators() {
        HexFormat hex = HexFormat.of();
        for (HexFormat format : List.of(hex, hex.withDelimiter(":"), hex.withDelimiter(" "))) {
            assertWhole(format.formatHex(KEY.getBytes(StandardCharsets.UTF_8)), "hex");
            assertWhole(format.withUpperCase().formatHex(KEY.getBytes(StandardCharsets.UTF_8)), "hex");
        }
        assertThat(literals("\u00ff\u00fe\u0000\u0001\u0002\u0003\u0004\u0005")).contains("hex fffe000102030405");
    }

    @Test
    void knowsTheValueInsideBase64AtEachAlignmentAndAtItsEnd() {
        for (int length = 8; length < 20; length++) {
            String value = "\u00fb\u00ff~?>" + "0a1b2c3d4e5f6g7".substring(0, length - 5);
            PatternSet patterns = compiled(value);
            for (int before = 0; before < 4; before++) {
                for (int behind = 0; behind < 4; behind++) {
                    byte[] text = Literals.bytes("u".repeat(before) + value + "\u00aa".repeat(behind));
                    for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
                        assertCovers(patterns, encoder.encodeToString(text), before, length, behind);
                        assertCovers(patterns, encoder.withoutPadding().encodeToString(text), before, length, behind);
                    }
                }
            }
        }
    }

    /** All characters that the value alone determines are cut; and to the end with the padding, where it ends there. */
    private static void assertCovers(PatternSet patterns, String encoded, int before, int length, int behind) {
        int from = (before * 8 + 5) / 6;
        int to = behind == 0 ? encoded.length() : (before + length) * 8 / 6;
        assertThat(Literals.found(patterns, "." + encoded)).contains((1 + from) + "-" + (1 + to));
    }

    @Test
    void knowsBase32AndBase64Twice() {
        assertThat(literals("foobar-1")).contains("base32 MZXW6YTBOIWTC", "base32 MZXW6YTBOIWT");
        assertThat(literals("foobar1234")).contains("base32 MZXW6YTBOIYTEMZU");
        for (int length = 8; length < 12; length++) {
            String value = KEY.substring(0, length);
            String inner = Base64.getEncoder().encodeToString(Literals.bytes(value));
            String twice = Base64.getEncoder().encodeToString(Literals.bytes(inner));
            String known = literals(value).stream()
                    .filter(literal -> literal.startsWith("base64 twice "))
                    .collect(Collectors.joining())
                    .substring("base64 twice ".length());
            assertThat(twice).startsWith(known);
            assertThat(known).hasSize((length * 8 + 5) / 6 * 8 / 6);
        }
    }

    @Test
    void knowsTheValueInWideAndNarrowText() {
        String value = "caf\u00e9-\u00fc\u00df12-ok";
        String utf8 = Literals.text(value.getBytes(StandardCharsets.UTF_8));
        assertThat(literals(utf8))
                .contains(
                        "plain " + utf8,
                        "latin-1 " + value,
                        "utf-16 " + Literals.text(value.getBytes(StandardCharsets.UTF_16LE)),
                        "utf-16 " + Literals.text(value.getBytes(StandardCharsets.UTF_16BE)));
        String wide = "\u20ac-\ud83d\ude00-\uffff-\udbff\udfff-ok";
        String wideUtf8 = Literals.text(wide.getBytes(StandardCharsets.UTF_8));
        assertThat(literals(wideUtf8))
                .contains(
                        "utf-16 " + Literals.text(wide.getBytes(StandardCharsets.UTF_16LE)),
                        "utf-16 " + Literals.text(wide.getBytes(StandardCharsets.UTF_16BE)))
                .noneMatch(literal -> literal.startsWith("latin-1"));
        assertThat(literals("\u00ff\u00fe0123456789")).noneMatch(literal -> literal.matches("(?s)(utf-16|latin-1).*"));
    }

    @Test
    void knowsTheValueInOtherCase() {
        assertThat(literals("azAZ@[`{09")).contains("case AZAZ@[`{09", "case azaz@[`{09");
    }

    @Test
    void knowsThreeQuartersOfLongValues() {
        assertThat(literals("0123456789abcdefghijklmnopqrstu"))
                .contains("part 0123456789abcdefghijklmn", "part 789abcdefghijklmnopqrstu");
        assertThat(literals("0123456789abcdefghijklmnopqrstuv"))
                .contains("part 0123456789abcdefghijklmn", "part 89abcdefghijklmnopqrstuv");
        assertThat(literals("0123456789abcdefghijklmnopqrst")).noneMatch(literal -> literal.startsWith("part"));
    }

    @Test
    void knowsTheValueWithoutBlanksRoundIt() {
        assertThat(plain(" \t\r\nabcdefgh \t\r\n")).containsExactly(" \t\r\nabcdefgh \t\r\n", "abcdefgh");
        assertThat(plain("abcdefgh ")).containsExactly("abcdefgh", "abcdefgh ");
        assertThat(plain("abc defgh")).containsExactly("abc defgh");
        assertThat(plain("            ")).containsExactly("            ");
    }

    @Test
    void knowsLinesOfSixteenBytesButNotTheArmor() {
        String pem = "-----BEGIN KEY-----\r\n0123456789abcdef\n  FEDCBA9876543210\t\r0123456789abcde\n"
                + "--- not armor ---\n\n-----END KEY-----";
        assertThat(plain(pem))
                .containsExactlyInAnyOrder(pem, "0123456789abcdef", "FEDCBA9876543210", "--- not armor ---");
        assertThat(plain("0123456789abcdef\n")).containsExactly("0123456789abcdef", "0123456789abcdef\n");
        assertThat(plain("x\n0123456789abcdef")).containsExactly("0123456789abcdef", "x\n0123456789abcdef");
        assertThat(plain("0123456789abcdef\nx")).containsExactly("0123456789abcdef", "0123456789abcdef\nx");
    }

    @Test
    void knowsTheFieldsOfAnObjectWithTheirLines() {
        String json =
                " {\"private_key\": \"-----BEGIN-----\\n0123456789abcdef\\n\", \"client_email\": \"me@outloop.example\"}";
        assertThat(plain(json))
                .containsExactlyInAnyOrder(
                        json,
                        json.strip(),
                        "-----BEGIN-----\n0123456789abcdef\n",
                        "-----BEGIN-----\n0123456789abcdef",
                        "0123456789abcdef");
        assertThat(plain("{\n  \"client_email\": \"me@outloop.example\"\n}")).hasSize(1);
        assertThat(plain("-{\"password\": \"0123456789abcdef\"}")).hasSize(1);
    }

    @Test
    void wordsAreForTheirOwnersAndKeysForEverybody() {
        List<Pattern> word = EncodedForms.of(Literals.bytes("hunter2hunter"), Set.of("acme")::contains);
        assertThat(word).isNotEmpty().allMatch(form -> form.audience.test("acme") && !form.audience.test("globex"));
        List<Pattern> key = EncodedForms.of(Literals.bytes(KEY), Set.of("acme")::contains);
        assertThat(key).isNotEmpty().allMatch(form -> form.audience.test("globex"));
    }

    @Test
    void aKeyInsideAWeakValueIsForEverybody() {
        String text = "password: password: password: password:\n0123456789abcdef\n";
        List<Pattern> forms = EncodedForms.of(Literals.bytes(text), Set.of("acme")::contains);
        Pattern line = forms.stream()
                .filter(form -> Literals.text(form.bytes).equals("0123456789abcdef"))
                .findFirst()
                .orElseThrow();
        assertThat(line.audience.test("globex")).isTrue();
        assertThat(forms)
                .anyMatch(form -> Literals.text(form.bytes).equals("password: password: password: password:")
                        && !form.audience.test("globex"));
    }

    @Test
    void shortFormsAndRepetitionsAreLeftOut() {
        assertThat(EncodedForms.of(Literals.bytes("1234567"), Pattern.EVERYONE))
                .isNotEmpty()
                .allMatch(form -> form.bytes.length >= 8);
        List<String> forms = EncodedForms.of(Literals.bytes("12345678"), Pattern.EVERYONE).stream()
                .map(form -> Literals.text(form.bytes))
                .toList();
        assertThat(forms).doesNotHaveDuplicates().contains("12345678");
    }

    private static void assertWhole(String encoded, String kind) {
        assertThat(literals(KEY)).contains(kind + " " + encoded);
    }

    private static TreeSet<String> literals(String value) {
        return EncodedForms.of(Literals.bytes(value), Pattern.EVERYONE).stream()
                .map(form -> form.kind + " " + Literals.text(form.bytes))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> plain(String value) {
        return literals(value).stream()
                .filter(literal -> literal.startsWith("plain "))
                .map(literal -> literal.substring(6))
                .toList();
    }

    private static PatternSet compiled(String value) {
        return PatternSet.of(EncodedForms.of(Literals.bytes(value), Pattern.EVERYONE), new AtomicBoolean());
    }
}

package dev.outloop.core.internal.detect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** That the filter never skips what the keywords and what stands around them allow, wherever it begins to look. */
class KeywordTableTest {

    private static final long SEED = Long.getLong("outloop.seed", 20261124);

    private static final List<Rule> RULES = List.of(
            Rules.of("[0-9]{2}", "abc"),
            Rules.of("[.]?[A-Z]{1,3}", "wxyz"),
            Rules.between(Rules.of("[a-z]{3}", "K1_"), "[0-9]", ""),
            Rules.anyCase(Rules.of("=", "Secret_Key")),
            Rules.of("x", "token"));

    private static final List<String> PIECES = List.of(
            "abc12",
            "\nabc7",
            "5K1_q",
            "wxyz.Q",
            "wxyzQ",
            "sEcReT_kEy=",
            "SECRET_KEY",
            "secret_key",
            "token",
            "tokenx");

    private static KeywordTable table(List<Rule> rules) {
        List<Keyword> keywords = new ArrayList<>();
        for (Rule rule : rules) {
            keywords.add(
                    new Keyword(Keyword.Text.of(rule.keywords().get(0), rule), List.of(new CompiledRule(rule, 0))));
        }
        return new KeywordTable(keywords);
    }

    /** Where a scan looks: where it begins, at what the filter lets pass, and at the offset before that. */
    private static TreeSet<Integer> looked(KeywordTable table, byte[] text, int from, int end) {
        TreeSet<Integer> looked = new TreeSet<>();
        int at = from;
        while (at < end) {
            looked.add(at);
            int passed = table.next(text, at + 1, end);
            looked.add(passed - 1);
            looked.add(passed);
            at = passed + 1;
        }
        return looked;
    }

    @Test
    void looksAtEveryKeywordWhateverStandsBeforeIt() {
        KeywordTable table = table(RULES);
        Random random = new Random(SEED);
        for (String piece : PIECES) {
            for (int before = 0; before < 80; before++) {
                byte[] text = (randomText(random, before) + " " + piece + randomText(random, 40))
                        .getBytes(StandardCharsets.ISO_8859_1);
                int at = before + 1 + (piece.startsWith("\n") || piece.startsWith("5") ? 1 : 0);
                text[before] = piece.startsWith("5") ? (byte) '5' : text[before];
                assertThat(looked(table, text, 0, text.length - 3))
                        .as("%s behind %s, seed %s", piece, before, SEED)
                        .contains(at);
                assertThat(table.at(text, at)).isNotEmpty();
                assertThat(table.beginningWith(text[at])).isNotEmpty();
            }
        }
    }

    @Test
    void passesOverWhatHoldsNone() {
        KeywordTable table = table(RULES);
        byte[] text = "{\"id\": \"rec8812\", \"count\": 77, \"tags\": [\"one\", \"two\"], \"url\": \"//h.example/\"}"
                .repeat(100)
                .getBytes(StandardCharsets.US_ASCII);
        byte[] many = new byte[1 << 20];
        new Random(SEED).nextBytes(many);

        assertThat(table.next(text, 0, text.length - 3)).isBetween(text.length - 3, text.length - 2);
        assertThat(table.next(text, 1, text.length - 3)).isBetween(text.length - 3, text.length - 2);
        assertThat(looked(table, many, 0, many.length - 3)).hasSizeLessThan(many.length / 500);
    }

    @Test
    void tellsTheFirstThatPassesInEachPlaceOfAStep() {
        KeywordTable table = table(List.of(Rules.of("[0-9]", "token")));
        for (int at = 0; at < 60; at++) {
            byte[] text = ("-".repeat(at) + "token" + "-".repeat(60)).getBytes(StandardCharsets.US_ASCII);
            // Its first four bytes where the offset is even, the four from its second on where it is odd.
            assertThat(table.next(text, 0, text.length - 3)).isEqualTo(at + at % 2);
            assertThat(table.next(text, 1, text.length - 3)).isEqualTo(at % 2 == 1 ? at : at + 1);
        }
    }

    @Test
    void looksNoFurtherThanItsEnd() {
        KeywordTable table = table(List.of(Rules.of("[0-9]", "token")));
        byte[] text = "-".repeat(40).concat("token").getBytes(StandardCharsets.US_ASCII);
        for (int end = 0; end <= 40; end++) {
            assertThat(table.next(text, 0, end)).isEqualTo(end + end % 2);
        }
        assertThat(table.next(text, 0, 41)).isEqualTo(40);
        assertThat(table.next(text, 41, 42)).isEqualTo(41);
    }

    @Test
    void knowsTheBucketsOfBothCases() {
        KeywordTable table = table(List.of(Rules.anyCase(Rules.of("=", "Secret")), Rules.of("=", "Plain", "other")));

        assertThat(table.beginningWith((byte) 's')).hasSize(1);
        assertThat(table.beginningWith((byte) 'S')).hasSize(1);
        assertThat(table.beginningWith((byte) 'P')).hasSize(1);
        assertThat(table.beginningWith((byte) 'p')).isEmpty();
        assertThat(table(List.of(Rules.anyCase(Rules.of("=", "_secret")))).beginningWith((byte) '_'))
                .hasSize(1);
    }

    private static String randomText(Random random, int length) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < length; i++) {
            out.append((char) ('!' + random.nextInt(90)));
        }
        return out.toString();
    }
}

package dev.outloop.core.internal.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenPatternTest {

    private static String members(ByteClass bytes) {
        StringBuilder members = new StringBuilder();
        bytes.values().forEach(value -> members.append((char) value));
        return members.toString();
    }

    private static String classOf(String pattern) {
        return members(TokenPattern.parse(pattern).elements().get(0).bytes());
    }

    @Test
    void readsCharactersAndClasses() {
        assertThat(classOf("a")).isEqualTo("a");
        assertThat(classOf(".")).isEqualTo(".");
        assertThat(classOf("\\[")).isEqualTo("[");
        assertThat(classOf("\\n")).isEqualTo("\n");
        assertThat(classOf("\\r")).isEqualTo("\r");
        assertThat(classOf("\\t")).isEqualTo("\t");
        assertThat(classOf("[a-cX]")).isEqualTo("Xabc");
        assertThat(classOf("[a-]")).isEqualTo("-a");
        assertThat(classOf("[-a]")).isEqualTo("-a");
        assertThat(classOf("[\\]\\\\]")).isEqualTo("\\]");
        assertThat(classOf("[$*+.?(){}|]")).isEqualTo("$()*+.?{|}");
        assertThat(classOf("[ ~]")).isEqualTo(" ~");
        assertThat(classOf("[^a]"))
                .hasSize(255)
                .doesNotContain("a")
                .contains("\u00ff")
                .contains("\u0000");
    }

    @ParameterizedTest
    @CsvSource({
        "a, 1, 1",
        "a?b, 0, 1",
        "a{3}, 3, 3",
        "'a{2,5}', 2, 5",
        "'a{0,1}b', 0, 1",
        "'a{4,}', 4, 2147483647",
        "[ab]{4096}, 4096, 4096"
    })
    void readsRepeats(String pattern, int min, int max) {
        Element element = TokenPattern.parse(pattern).elements().get(0);

        assertThat(element.min()).isEqualTo(min);
        assertThat(element.max()).isEqualTo(max);
    }

    @Test
    void readsWhatIsCut() {
        assertThat(TokenPattern.parse("ab").cutFrom()).isEqualTo(-1);
        assertThat(TokenPattern.parse("ab").cutTo()).isEqualTo(2);
        assertThat(TokenPattern.parse("a(bc)d").cutFrom()).isEqualTo(1);
        assertThat(TokenPattern.parse("a(bc)d").cutTo()).isEqualTo(3);
        assertThat(TokenPattern.parse("a(bc{2,})").cutTo()).isEqualTo(3);
    }

    @Test
    void looksAtSoManyBytesAtMost() {
        assertThat(TokenPattern.parse("a?[bc]{2,5}d").window()).isEqualTo(7);
        assertThat(TokenPattern.parse("a{4,}").window()).isEqualTo(256);
        assertThat(TokenPattern.parse("a{400,}").window()).isEqualTo(400);
        assertThat(TokenPattern.parse("a{4096}b{4096}").window()).isEqualTo(8192);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a?",
                "a{0,4}",
                "(",
                ")",
                "a)",
                "(a",
                "()a",
                "(a)(b)",
                "((a))",
                "[",
                "[]",
                "[^]",
                "[a",
                "[b-a]",
                "\\",
                "[\\",
                "\\d",
                "\\w",
                "*",
                "+",
                "^",
                "$",
                "|",
                "a|b",
                "a*",
                "a??",
                "a{",
                "a{}",
                "a{2",
                "a{2,",
                "a{,2}",
                "a{3,2}",
                "a{0}",
                "a{4097}",
                "a{12345}",
                "a{-1}",
                "a{2,}b",
                "(a{2,}",
                "(a)b{2,}",
                "a{4096}b{4096}c",
                "\u00e9",
                "[\u00e9]",
                "\u0007",
                "\u007f",
                "{2}",
                "?",
                "]",
                "}"
            })
    void refusesWhatItCannotRead(String pattern) {
        assertThatThrownBy(() -> TokenPattern.parse(pattern))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected ");
    }

    @Test
    void refusesLongPatternsAndRepeatsNone() {
        String longest = "a".repeat(512);

        assertThat(TokenPattern.parse(longest).elements()).hasSize(512);
        assertThatThrownBy(() -> TokenPattern.parse(longest + "a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("aaa");
    }

    @Test
    void readsOneClassAlone() {
        assertThat(members(TokenPattern.parseClass("[0-2]"))).isEqualTo("012");
        assertThat(members(TokenPattern.parseClass("any"))).hasSize(256);
        for (String other : List.of("ab", "a?", "[a]{2}", "a{1,}", "a{0,1}b")) {
            assertThatThrownBy(() -> TokenPattern.parseClass(other)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void matchesWithoutEverGoingBack() {
        Detectors detectors = Detectors.of(List.of(Rules.of("[a-z]{1,8}z", "tok_")));

        assertThat(Scans.found(detectors, "tok_abz")).isEmpty();
        assertThat(Scans.found(detectors, "tok_qwertyuiz")).containsExactly("tok_qwertyuiz");
    }

    @Test
    void refusesRulesThatCannotBeSearchedFor() {
        String longest = "k".repeat(64);
        assertThat(Rules.of("[a-z]", longest).keywords()).containsExactly(longest);
        assertThat(Rules.of("a?b", "abcd").kind()).isEqualTo("detected:rule");
        assertThat(Rules.named(Rules.of("b", "abcd"), "i".repeat(48)).kind()).hasSize(57);
        for (Runnable refused : List.<Runnable>of(
                () -> Rules.of("[a-z]"),
                () -> Rules.of("[a-z]", "ab"),
                () -> Rules.of("[a-z]", longest + "k"),
                () -> Rules.of("[a-z]", "abc\u00e9"),
                () -> Rules.of("a?b", "abc"),
                () -> Rules.named(Rules.of("b", "abcd"), "i".repeat(49)),
                () -> Rules.until(Rules.of("b", "abcd"), ""),
                () -> Rules.until(Rules.of("b", "abcd"), "e".repeat(65)),
                () -> Rules.until(Rules.of("b{2,}", "abcd"), "end"),
                () -> Rules.until(Rules.of("(b)c", "abcd"), "end"))) {
            assertThatThrownBy(refused::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("expected ");
        }
    }
}

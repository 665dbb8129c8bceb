package dev.outloop.core.internal.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class KnownSearchTest {

    private static final String ZERO_WIDTH = "\u00e2\u0080\u008b";

    private final PatternSet known = Literals.of("topsecret", "with blank");

    @Test
    void tellsTheKindOfTheInnermostEscapes() {
        assertFound("topsecret", "plain");
        assertFound("tops\\u0065cret", "json");
        assertFound("\\u0074opsecret", "json");
        assertFound("tops\\\\u0065cret", "json");
        assertFound("tops\\u002565cret", "percent");
        assertFound("tops\\u0026#101;cret", "entity");
        assertFound("tops\\necret", "wrapped");
        assertFound("tops\\u200becret", "wrapped");
        assertFound("tops\\u00adecret", "wrapped");
        assertFound("tops%65cret", "percent");
        assertFound("tops%2565cret", "percent");
        assertFound("tops&#x65;cret", "entity");
        assertFound("tops\n ecret", "wrapped");
        assertFound("tops" + ZERO_WIDTH + "ecret", "wrapped");
        assertFound("with+blank", "percent");
        assertFound("with%20blank", "percent");
        assertFound("%77ith+blank", "percent");
        Pattern hex = new Pattern(Literals.bytes("746f70736563726574"), "hex", Pattern.EVERYONE);
        PatternSet encoded = PatternSet.of(List.of(hex), new AtomicBoolean());
        assertThat(Literals.searched(encoded, "746f%370736563726574")).containsExactly("0-20 hex");
    }

    @Test
    void undoesASecondLayerInsideJsonAndPercentAlone() {
        for (String text : new String[] {
            "tops%26#101;cret",
            "tops%5cu0065cret",
            "tops&#37;65cret",
            "tops&#92;u0065cret",
            "tops%0aecret",
            "tops&#10;ecret",
            "tops\\\\\\\\u0065cret",
            "tops%252565cret",
            "tops%%65cret",
            "tops&amp;#101;cret",
            "with%2bblank"
        }) {
            assertThat(Literals.searched(known, text)).as(text).isEmpty();
        }
    }

    @Test
    void aPlusIsABlankOnlyWhereAValueHasBlanks() {
        assertThat(Literals.searched(Literals.of("two words"), "two+words")).containsExactly("0-9 percent");
        Pattern hex = new Pattern(Literals.bytes("61 62 63 64"), "hex", Pattern.EVERYONE);
        PatternSet spaced = PatternSet.of(List.of(hex), new AtomicBoolean());
        assertThat(Literals.searched(spaced, "61 62 63 64")).containsExactly("0-11 hex");
        assertThat(Literals.searched(spaced, "61+62+63+64")).isEmpty();
    }

    @Test
    void findsMixturesOfOneKind() {
        assertFound("\\u0074\\x6f\\160s\\e\\u{63}ret", "json");
        assertFound("&#116;o&#x70;s&#x0065;cret", "entity");
        assertFound("t\r\n\to" + ZERO_WIDTH + "ps\necret", "wrapped");
        assertFound("t%6F%70s%65cret", "percent");
    }

    @Test
    void whatOnlyLooksLikeAnEscapeStandsInTheSource() {
        PatternSet percent = Literals.of("50%topsecret");
        assertThat(Literals.searched(percent, "%74 50%topsecret")).containsExactly("4-16 plain");
        assertThat(Literals.searched(percent, "%74 5%30%topsecret")).containsExactly("4-18 percent");
        assertThat(Literals.searched(Literals.of("R&Dsecret"), "&amp;R&Dsecret"))
                .containsExactly("5-14 plain");
    }

    @Test
    void wakesAgainAndAgain() {
        for (String escaped :
                new String[] {"tops\\u0065cret", "tops%65cret", "tops&#101;cret", "tops\necret", "with+blank"}) {
            for (String quiet : new String[] {"-", "----------", "-".repeat(11), "-".repeat(500)}) {
                String text = (escaped + quiet).repeat(3);
                for (int size : new int[] {1, 2, 7, 10, 64, text.length()}) {
                    List<Integer> cuts = new ArrayList<>();
                    for (int cut = size; cut < text.length(); cut += size) {
                        cuts.add(cut);
                    }
                    int round = escaped.length() + quiet.length();
                    assertThat(Literals.searched(
                                    known, Literals.pieces(text, cuts).toArray(String[]::new)))
                            .extracting(place -> place.split(" ")[0])
                            .containsExactlyInAnyOrder(
                                    "0-" + escaped.length(),
                                    round + "-" + (round + escaped.length()),
                                    2 * round + "-" + (2 * round + escaped.length()));
                }
            }
        }
    }

    @Test
    void anEscapeCutShortKeepsAReadingAwake() {
        assertThat(Literals.searched(known, "\\u0065" + "-".repeat(200) + "tops\\", "u0065cret"))
                .containsExactly("206-220 json");
        assertThat(Literals.searched(known, "%65" + "-".repeat(9) + "%", "74opsecret"))
                .containsExactly("12-23 percent");
    }

    @Test
    void whatIsFoundHoldsNoEscapeThatDoesNotMatter() {
        assertThat(Literals.searched(known, "\\\"tops\\u0065cret\\\"")).containsExactly("2-16 json");
        assertThat(Literals.searched(known, "\\\"tops", "\\u0065cret\\\"")).containsExactly("2-16 json");
        assertThat(Literals.searched(known, "%00tops", "%65cret%00")).containsExactly("3-14 percent");
        assertThat(Literals.searched(Literals.of("0022tops"), "\\u0022to", "\\u0070s"))
                .isEmpty();
        assertThat(Literals.searched(Literals.of("0022tops"), "0022to", "\\u0070s"))
                .containsExactly("0-13 json");
    }

    @Test
    void blanksBehindABreakAreGoneWhereverTheTextIsCut() {
        PatternSet indented = Literals.of("  abcdefgh");
        assertThat(Literals.searched(indented, "X  abcd\nefgh")).containsExactly("1-12 wrapped");
        assertThat(Literals.searched(indented, "X\n  abcd\nefgh")).isEmpty();
        assertThat(Literals.searched(indented, "X\n", "  abcd", "\nefgh")).isEmpty();
        assertThat(Literals.searched(indented, "X\n", " ", " ", "  abcd", "\nefgh"))
                .isEmpty();
        assertThat(Literals.searched(known, "tops\n", " ", "\t", "  ecret")).containsExactly("0-14 wrapped");
    }

    @Test
    void aFormIsReadFromTheFirstPercentSignOn() {
        PatternSet patterns = Literals.of("41 abcdef");
        assertThat(Literals.searched(patterns, "41+abcdef")).containsExactly("0-9 percent");
        assertThat(Literals.searched(patterns, "%41+abcdef")).isEmpty();
        assertThat(Literals.searched(patterns, "%41", "+abcdef")).isEmpty();
    }

    @Test
    void releasesWhatCannotBeLongAgo() {
        List<String> found = new ArrayList<>();
        try (PieceWise search = new PieceWise(() -> known, found)) {
            assertThat(search.add(Literals.bytes("data: tops"), false)).isEqualTo(6);
            assertThat(search.add(Literals.bytes("\n"), false)).isEqualTo(6);
            assertThat(search.add(Literals.bytes("x\n\n"), false)).isEqualTo(14);
            assertThat(search.add(Literals.bytes("x%6"), false)).isEqualTo(15);
            assertThat(search.add(Literals.bytes("1\\"), false)).isEqualTo(18);
            assertThat(search.add(Literals.bytes("&"), true)).isEqualTo(20);
        }
        assertThat(found).isEmpty();
    }

    @Test
    void secretsComeAndGoWhileItRuns() {
        AtomicReference<PatternSet> now = new AtomicReference<>(Literals.of());
        List<String> found = new ArrayList<>();
        try (PieceWise search = new PieceWise(now::get, found)) {
            assertThat(search.add(Literals.bytes("tops%65cret tops%6"), false)).isEqualTo(18);
            now.set(known);
            assertThat(search.add(Literals.bytes("tops%65cret top"), false)).isEqualTo(30);
            now.set(Literals.of());
            assertThat(search.add(Literals.bytes("secret tops%65cret t%6"), false))
                    .isEqualTo(55);
            now.set(known.with(Literals.patterns("another-one")));
            assertThat(search.add(Literals.bytes("an%6fther-one tops%65cret"), false))
                    .isEqualTo(79);
            assertThat(search.add(Literals.bytes("."), true)).isEqualTo(81);
        }
        assertThat(found).containsOnly("18-29 percent", "55-68 percent", "69-80 percent");
    }

    private void assertFound(String text, String... kinds) {
        for (String around : new String[] {"", "<", "\\\"", "%3c"}) {
            String whole = around + text + around;
            List<String> expected = new ArrayList<>();
            for (String kind : kinds) {
                expected.add(around.length() + "-" + (around.length() + text.length()) + " " + kind);
            }
            assertThat(Literals.searched(known, whole)).as(whole).containsExactlyInAnyOrderElementsOf(expected);
            for (int cut = 0; cut <= whole.length(); cut++) {
                assertThat(Literals.searched(known, whole.substring(0, cut), whole.substring(cut)))
                        .as(whole + " at " + cut)
                        .containsExactlyInAnyOrderElementsOf(expected);
            }
        }
    }
}

package dev.outloop.core.internal.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class BackslashEscapesTest {

    private final BackslashEscapes escapes = new BackslashEscapes();

    @Test
    void undoesTheShortEscapesOfJson() {
        Map.of("\\b", "\b", "\\f", "\f", "\\n", "\n", "\\r", "\r", "\\t", "\t", "\\/", "/", "\\\\", "\\", "\\\"", "\"")
                .forEach((escape, meant) ->
                        assertThat(Reads.whole(escapes, escape)).isEqualTo(meant));
    }

    @Test
    void anythingElseBehindABackslashStandsForItself() {
        for (String meant : new String[] {"a", "4", "9", "'", "\n", " ", "$", "U", "N"}) {
            assertThat(Reads.read(escapes, "\\" + meant + "41", false, 2)).isEqualTo(meant);
        }
    }

    @Test
    void undoesUnicodeEscapesInEitherCase() {
        assertThat(Reads.whole(escapes, "\\u0041")).isEqualTo("A");
        assertThat(Reads.whole(escapes, "\\u006b")).isEqualTo("k");
        assertThat(Reads.whole(escapes, "\\u006B")).isEqualTo("k");
        assertThat(Reads.whole(escapes, "\\u0000")).isEqualTo("\0");
        assertThat(Reads.whole(escapes, "\\u00e9")).isEqualTo(Reads.utf8("\u00e9"));
        assertThat(Reads.whole(escapes, "\\u20AC")).isEqualTo(Reads.utf8("\u20ac"));
        assertThat(Reads.whole(escapes, "\\ud7ff")).isEqualTo(Reads.utf8("\ud7ff"));
        assertThat(Reads.read(escapes, "\\ue000\\udc00", false, 6)).isEqualTo(Reads.utf8("\ue000"));
    }

    @Test
    void joinsPairs() {
        assertThat(Reads.whole(escapes, "\\ud83d\\ude00")).isEqualTo(Reads.utf8("\ud83d\ude00"));
        assertThat(Reads.whole(escapes, "\\uD800\\uDC00")).isEqualTo(Reads.utf8("\ud800\udc00"));
        assertThat(Reads.whole(escapes, "\\udbff\\udfff")).isEqualTo(Reads.utf8("\udbff\udfff"));
    }

    @Test
    void halfAPairStandsForItself() {
        String high = "\u00ed\u00a0\u00bd";
        for (String behind :
                new String[] {"x", "\\n", "\\u0041", "\\ud83d", "\\u{de00}", "\\udexx", "\\ue000", "xude00"}) {
            assertThat(Reads.read(escapes, "\\ud83d" + behind, false, 6))
                    .as(behind)
                    .isEqualTo(high);
        }
        assertThat(Reads.read(escapes, "\\ude00\\ude00", false, 6)).isEqualTo("\u00ed\u00b8\u0080");
        for (String behind : new String[] {"", "\\", "\\u", "\\ud", "\\ude0"}) {
            assertThat(Reads.read(escapes, "\\ud83d" + behind, true, 6))
                    .as(behind)
                    .isEqualTo(high);
        }
    }

    @Test
    void undoesCodePointsInBraces() {
        assertThat(Reads.whole(escapes, "\\u{41}")).isEqualTo("A");
        assertThat(Reads.whole(escapes, "\\u{0}")).isEqualTo("\0");
        assertThat(Reads.whole(escapes, "\\u{000041}")).isEqualTo("A");
        assertThat(Reads.whole(escapes, "\\u{10FFFF}")).isEqualTo(Reads.utf8("\udbff\udfff"));
        for (String wrong : new String[] {"{}", "{110000}", "{0000041}", "{4x}", "{41", "{41 }"}) {
            assertThat(Reads.read(escapes, "\\u" + wrong + "-", false, 2))
                    .as(wrong)
                    .isEqualTo("u");
        }
    }

    @Test
    void undoesHexAndOctalBytes() {
        assertThat(Reads.whole(escapes, "\\x4b")).isEqualTo("K");
        assertThat(Reads.whole(escapes, "\\xE9")).isEqualTo("\u00e9");
        assertThat(Reads.whole(escapes, "\\101")).isEqualTo("A");
        assertThat(Reads.whole(escapes, "\\000")).isEqualTo("\0");
        assertThat(Reads.whole(escapes, "\\211")).isEqualTo("\u0089");
        assertThat(Reads.whole(escapes, "\\377")).isEqualTo("\u00ff");
        assertThat(Reads.read(escapes, "\\400", false, 2)).isEqualTo("4");
        assertThat(Reads.read(escapes, "\\181", false, 2)).isEqualTo("1");
        assertThat(Reads.read(escapes, "\\0x", false, 2)).isEqualTo("0");
        assertThat(Reads.read(escapes, "\\x4g", false, 2)).isEqualTo("x");
    }

    @Test
    void whatIsMalformedStandsForItsLetter() {
        for (String wrong : new String[] {"\\u004g", "\\ug", "\\u00\u00e9", "\\u-041"}) {
            assertThat(Reads.read(escapes, wrong, false, 2)).as(wrong).isEqualTo("u");
        }
    }

    @Test
    void waitsForTheRestOfAnEscape() {
        for (String escape : new String[] {"\\n", "\\u0041", "\\u{10ffff}", "\\x41", "\\101", "\\ud83d\\ude00"}) {
            Reads.assertCutShort(escapes, escape);
        }
        Reads.assertCutShort(escapes, "\\u{000041}");
    }

    @Test
    void atTheEndWaitsForNothing() {
        assertThat(Reads.read(escapes, "\\", true, Escapes.NONE)).isEmpty();
        for (String cut : new String[] {"\\u", "\\u0", "\\u004", "\\u{", "\\u{4", "\\u{000041"}) {
            assertThat(Reads.read(escapes, cut, true, 2)).as(cut).isEqualTo("u");
        }
        assertThat(Reads.read(escapes, "\\x4", true, 2)).isEqualTo("x");
        assertThat(Reads.read(escapes, "\\10", true, 2)).isEqualTo("1");
    }

    @Test
    void doesNotLookBehindTheEnd() {
        byte[] text = Literals.bytes("\\u{41}\\ud83d\\ude00");
        ByteText out = new ByteText(0);
        assertThat(escapes.read(text, 0, 2, false, out)).isEqualTo(Escapes.CUT_SHORT);
        assertThat(escapes.read(text, 0, 2, true, out)).isEqualTo(2);
        assertThat(escapes.read(text, 6, 12, false, out)).isEqualTo(Escapes.CUT_SHORT);
        assertThat(escapes.read(text, 6, 12, true, out)).isEqualTo(6);
        assertThat(escapes.read(text, 6, 17, true, out)).isEqualTo(6);
        assertThat(Literals.text(out.toByteArray())).isEqualTo("u" + "\u00ed\u00a0\u00bd".repeat(2));
    }

    @Test
    void escapesBeginWithABackslash() {
        byte[] text = Literals.bytes("%&\n\\x\\");
        assertThat(escapes.next(text, 0, 6)).isEqualTo(3);
        assertThat(escapes.next(text, 4, 6)).isEqualTo(5);
        assertThat(escapes.next(text, 4, 5)).isEqualTo(5);
    }
}

package dev.outloop.core.internal.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EntityEscapesTest {

    private final EntityEscapes escapes = new EntityEscapes();

    @Test
    void undoesTheNamesOfAscii() {
        String names =
                "Tab NewLine excl quot QUOT num dollar percnt amp AMP apos lpar rpar ast midast plus comma period sol "
                        + "colon semi lt LT equals gt GT quest commat lsqb lbrack bsol rsqb rbrack Hat lowbar UnderBar grave "
                        + "DiacriticalGrave lcub lbrace verbar vert VerticalLine rcub rbrace";
        String meant = "\t\n!\"\"#$%&&'()**+,./:;<<=>>?@[[\\]]^__``{{|||}}";
        String[] all = names.split(" ");
        assertThat(all).hasSize(meant.length());
        for (int i = 0; i < all.length; i++) {
            assertThat(Reads.whole(escapes, "&" + all[i] + ";")).isEqualTo(meant.substring(i, i + 1));
            Reads.assertCutShort(escapes, "&" + all[i] + ";");
        }
    }

    @Test
    void undoesNumbers() {
        assertThat(Reads.whole(escapes, "&#65;")).isEqualTo("A");
        assertThat(Reads.whole(escapes, "&#9;")).isEqualTo("\t");
        assertThat(Reads.whole(escapes, "&#0;")).isEqualTo("\0");
        assertThat(Reads.whole(escapes, "&#x6b;")).isEqualTo("k");
        assertThat(Reads.whole(escapes, "&#X6B;")).isEqualTo("k");
        assertThat(Reads.whole(escapes, "&#x0;")).isEqualTo("\0");
        assertThat(Reads.whole(escapes, "&#8364;")).isEqualTo(Reads.utf8("\u20ac"));
        assertThat(Reads.whole(escapes, "&#x10FFFF;")).isEqualTo(Reads.utf8("\udbff\udfff"));
        assertThat(Reads.whole(escapes, "&#1114111;")).isEqualTo(Reads.utf8("\udbff\udfff"));
    }

    @Test
    void undoesNumbersWithAsManyZerosAsTheLongestNameHasLetters() {
        assertThat(Reads.whole(escapes, "&#" + "0".repeat(13) + "65;")).isEqualTo("A");
        assertThat(Reads.whole(escapes, "&#x" + "0".repeat(12) + "41;")).isEqualTo("A");
        Reads.assertNone(escapes, "&#" + "0".repeat(14) + "65;");
        Reads.assertNone(escapes, "&#x" + "0".repeat(13) + "41;");
        Reads.assertCutShort(escapes, "&#x" + "0".repeat(12) + "41;");
    }

    @Test
    void whatIsNoReferenceStandsForItself() {
        for (String wrong : new String[] {
            "&;",
            "&#;",
            "&#x;",
            "&#xg;",
            "&#6a;",
            "&#-1;",
            "&# 65;",
            "& amp;",
            "&am;",
            "&Amp;",
            "&ampx;",
            "&amp&amp;",
            "&amp ",
            "&#65 ",
            "&#x41&",
            "&#1114112;",
            "&#x110000;",
            "&#99999999;",
            "&#4294967361;",
            "&#x100000041;",
            "&#x-1;",
            "&x41;",
            "&#@;",
            "&a{;",
            "&a`;",
            "&#:;",
            "&a/;"
        }) {
            Reads.assertNone(escapes, wrong);
        }
    }

    @Test
    void whatCannotGoOnIsNotWaitedFor() {
        for (char other : "/:@[`{ &-#".toCharArray()) {
            Reads.assertNone(escapes, "&a" + other);
            Reads.assertNone(escapes, "&#6" + other);
        }
    }

    @Test
    void atTheEndWaitsForNothing() {
        for (String cut : new String[] {"&", "&#", "&#6", "&#x", "&#x4", "&am", "&amp"}) {
            assertThat(Reads.read(escapes, cut, false, Escapes.CUT_SHORT)).isEmpty();
            assertThat(Reads.read(escapes, cut, true, Escapes.NONE)).isEmpty();
        }
        assertThat(Reads.read(escapes, "&amp;", true, 5)).isEqualTo("&");
    }

    @Test
    void referencesBeginWithAnAmpersand() {
        byte[] text = Literals.bytes("#%\n;&x&");
        assertThat(escapes.next(text, 0, 7)).isEqualTo(4);
        assertThat(escapes.next(text, 5, 7)).isEqualTo(6);
        assertThat(escapes.next(text, 5, 6)).isEqualTo(6);
    }
}

package dev.outloop.core.internal.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FoldsTest {

    private static final String[] INVISIBLE = {"\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff"};

    private final Folds folds = new Folds();

    @Test
    void takesABreakWithTheBlanksBehindIt() {
        assertThat(Reads.read(folds, "\nx", false, 1)).isEmpty();
        assertThat(Reads.read(folds, "\r\nx", false, 2)).isEmpty();
        assertThat(Reads.read(folds, "\n \t x ", false, 4)).isEmpty();
        assertThat(Reads.read(folds, "\r x", false, 2)).isEmpty();
        assertThat(Reads.read(folds, "\n \n\r\t\n", false, 6)).isEmpty();
    }

    @Test
    void takesCharactersWithoutWidth() {
        for (String character : INVISIBLE) {
            String utf8 = Reads.utf8(character);
            assertThat(Reads.whole(folds, utf8)).isEmpty();
            Reads.assertCutShort(folds, utf8);
            for (int end = 1; end < utf8.length(); end++) {
                assertThat(Reads.read(folds, utf8.substring(0, end), true, Escapes.NONE))
                        .isEmpty();
                Reads.assertNone(folds, utf8.substring(0, end) + "x");
            }
        }
    }

    @Test
    void otherCharactersStandForThemselves() {
        for (String character :
                new String[] {"\u00a9", "\u00e9", "\u2019", "\u20ac", "\u2061", "\ufefe", "\u200e", "\u200a"}) {
            Reads.assertNone(folds, Reads.utf8(character));
        }
    }

    @Test
    void goesOnWithBlanksThatWereCutOff() {
        assertThat(resumed("  x")).isZero();
        assertThat(Reads.read(folds, "\n ", false, 2)).isEmpty();
        assertThat(resumed("\t ")).isEqualTo(2);
        assertThat(resumed(" x")).isEqualTo(1);
        assertThat(resumed(" x")).isZero();
    }

    @Test
    void aBreakWithoutBlanksMayGoOnToo() {
        assertThat(Reads.read(folds, "\r", false, 1)).isEmpty();
        assertThat(resumed("\nx")).isEqualTo(1);
        assertThat(resumed(" x")).isZero();
    }

    @Test
    void foldsBeginWithABreakOrAFirstByte() {
        byte[] text = Literals.bytes("a b\tc\\%&\u00e9\u00c2x\u00e2\u00efy\r\n");
        int at = -1;
        for (int expected : new int[] {9, 11, 12, 14, 15, 16}) {
            at = folds.next(text, at + 1, 16);
            assertThat(at).isEqualTo(expected);
        }
    }

    private int resumed(String text) {
        byte[] bytes = Literals.bytes("  " + text + "  ");
        return folds.resume(bytes, 2, 2 + text.length()) - 2;
    }
}

package dev.outloop.core.internal.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PercentEscapesTest {

    private final PercentEscapes escapes = new PercentEscapes(false);
    private final PercentEscapes ofForms = new PercentEscapes(true);

    @Test
    void undoesEitherCase() {
        assertThat(Reads.whole(escapes, "%2f")).isEqualTo("/");
        assertThat(Reads.whole(escapes, "%2F")).isEqualTo("/");
        assertThat(Reads.whole(escapes, "%00")).isEqualTo("\0");
        assertThat(Reads.whole(escapes, "%fF")).isEqualTo("\u00ff");
        assertThat(Reads.read(ofForms, "%2041", false, 3)).isEqualTo(" ");
    }

    @Test
    void whatIsMalformedStandsForItself() {
        for (String wrong : new String[] {"%2g", "%g", "%%41", "%\u00e91", "%-1"}) {
            Reads.assertNone(escapes, wrong);
        }
    }

    @Test
    void waitsForTheRestOfAnEscapeUnlessNothingFollows() {
        Reads.assertCutShort(escapes, "%41");
        Reads.assertCutShort(ofForms, "%41");
        assertThat(Reads.read(escapes, "%", true, Escapes.NONE)).isEmpty();
        assertThat(Reads.read(escapes, "%4", true, Escapes.NONE)).isEmpty();
    }

    @Test
    void aPlusIsABlankInFormsOnly() {
        byte[] text = Literals.bytes("ab+c%20d+");
        assertThat(Reads.read(ofForms, "+41", false, 1)).isEqualTo(" ");
        assertThat(ofForms.next(text, 0, 9)).isEqualTo(2);
        assertThat(ofForms.next(text, 3, 9)).isEqualTo(4);
        assertThat(ofForms.next(text, 5, 9)).isEqualTo(8);
        assertThat(ofForms.next(text, 5, 8)).isEqualTo(8);
        assertThat(escapes.next(text, 0, 9)).isEqualTo(4);
        assertThat(escapes.next(text, 5, 9)).isEqualTo(9);
    }
}

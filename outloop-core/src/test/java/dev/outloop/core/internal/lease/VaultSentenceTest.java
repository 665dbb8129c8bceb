package dev.outloop.core.internal.lease;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VaultSentenceTest {

    private static final String WORD = "s3cr3t-A1b2C3d4E5f6G7h8";

    @Test
    void aWordIsCutOutAsAWholeOrNotAtAll() {
        for (int before = 300; before < 420; before++) {
            String line = VaultSentence.printable("x".repeat(before) + " " + WORD + " and more".repeat(30));
            assertThat(line).hasSizeLessThanOrEqualTo(400);
            assertThat(line.contains(WORD)).isEqualTo(before + 1 + WORD.length() <= 400);
            assertThat(line.contains("s3")).isEqualTo(line.contains(WORD));
        }
        assertThat(VaultSentence.printable("x".repeat(401))).isEmpty();
    }

    @Test
    void whatFitsStaysWholeOnOneLine() {
        assertThat(VaultSentence.printable("x".repeat(400))).hasSize(400);
        assertThat(VaultSentence.printable("one\r\ntwo\u202ethree")).isEqualTo("one  two three");
    }
}

package dev.outloop.core.internal.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StrengthTest {

    @Test
    void keysAreUnmistakable() {
        for (String key : new String[] {
            "abcdefgh12345678",
            "ABCDEFGH12345678",
            "0123456789abcdef",
            "a0123456789-_.,!",
            "z123456789:;<=>?",
            "Zabcdefghijklmn9",
            "aabbccdd00112233",
            "patAbC123.deadbeef"
        }) {
            assertThat(isUnmistakable(key)).as(key).isTrue();
        }
    }

    @Test
    void wordsAndNumbersAreNot() {
        for (String word : new String[] {
            "",
            "abcdefg12345678",
            "abcdefghijklmnop",
            "0123456789-_.,!:",
            "1234567890123456",
            "/:@[`{/:@[`{abcdefgh",
            "aaaaaaaaaaaaaaa1",
            "aabbccdd00112211",
            "production-database",
            "\u00e1\u00e2\u00e3\u00e4\u00e5\u00e6\u00e7\u00e8\u00e912345678"
        }) {
            assertThat(isUnmistakable(word)).as(word).isFalse();
        }
    }

    @Test
    void looksAtThatPartAlone() {
        byte[] text = Literals.bytes("x9abcdefghijklmnop9x");
        assertThat(Strength.isUnmistakable(text, 0, 20)).isTrue();
        assertThat(Strength.isUnmistakable(text, 2, 18)).isFalse();
        assertThat(Strength.isUnmistakable(text, 1, 18)).isTrue();
        assertThat(Strength.isUnmistakable(text, 2, 19)).isTrue();
    }

    private static boolean isUnmistakable(String value) {
        byte[] bytes = Literals.bytes(value);
        return Strength.isUnmistakable(bytes, 0, bytes.length);
    }
}

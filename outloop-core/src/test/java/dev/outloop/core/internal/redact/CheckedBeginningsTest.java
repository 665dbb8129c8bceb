package dev.outloop.core.internal.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each group that is promised is known, in forms by the encoders of the JDK; nearly all others are not. */
class CheckedBeginningsTest {

    private static final HexFormat HEX = HexFormat.of();

    @Test
    void knowsTheBeginningsOfEveryWordInEveryForm() {
        Random random = new Random(17);
        for (int round = 0; round < 500; round++) {
            byte[] word = word(random, 7 + random.nextInt(20));
            byte[] other = word(random, 12);
            CheckedBeginnings beginnings = new CheckedBeginnings(List.of(other, word));
            requireKnown(beginnings, word, 0, 0);
            String hex = HEX.formatHex(word);
            requireKnown(beginnings, ascii(hex), 0, 0);
            requireKnown(beginnings, ascii(hex.toUpperCase(Locale.ROOT)), 0, 0);
            for (int before = 0; before < 3; before++) {
                byte[] framed = word(random, before + word.length + 3);
                System.arraycopy(word, 0, framed, before, word.length);
                int shared = before == 0 ? 0 : 1;
                requireKnown(beginnings, Base64.getEncoder().encode(framed), before, shared);
                requireKnown(beginnings, Base64.getUrlEncoder().encode(framed), before, shared);
            }
        }
    }

    @Test
    void takesLittleElseForABeginning() {
        CheckedBeginnings beginnings = new CheckedBeginnings(List.of(ascii("sk-OUTLOOP_probe/Zx9+Kq7=Vb3nM2wR8tY5uI")));
        Random random = new Random(18);
        int fours = 0;
        int threes = 0;
        for (int i = 0; i < 100_000; i++) {
            fours += beginnings.mayHold(random.nextInt()) ? 1 : 0;
            byte[] three = word(random, 3);
            threes += beginnings.mayHold(three[0], three[1], three[2]) ? 1 : 0;
        }
        assertThat(fours).isBetween(1, 400);
        assertThat(threes).isBetween(1, 800);
    }

    @Test
    void manyWordsTakeATableOfBoundedSize() {
        Random random = new Random(19);
        List<byte[]> words = random.ints(5_000, 7, 30)
                .mapToObj(length -> word(random, length))
                .toList();
        CheckedBeginnings beginnings = new CheckedBeginnings(words);
        words.forEach(word -> requireKnown(beginnings, word, 0, 0));
    }

    @Test
    void aWordBelowSevenBytesIsNotPromised() {
        assertThat(new CheckedBeginnings(List.of(ascii("1234567"))).areAllKnown())
                .isTrue();
        assertThat(new CheckedBeginnings(List.of(ascii("123456"), ascii("1234567"))).areAllKnown())
                .isFalse();
    }

    @Test
    void forgetsAllWhenClosed() {
        CheckedBeginnings beginnings = new CheckedBeginnings(List.of(ascii("abcdefgh")));
        int four = 'a' | 'b' << 8 | 'c' << 16 | 'd' << 24;
        assertThat(beginnings.mayHold(four)).isTrue();
        assertThat(beginnings.mayHoldEither(four)).isTrue();
        assertThat(beginnings.mayHoldEither((long) four << 32)).isTrue();
        assertThat(beginnings.mayHold((byte) 'a', (byte) 'b', (byte) 'c')).isTrue();
        beginnings.close();
        assertThat(beginnings.mayHold(four)).isFalse();
        assertThat(beginnings.mayHoldEither(four)).isFalse();
        assertThat(beginnings.mayHoldEither((long) four << 32)).isFalse();
        assertThat(beginnings.mayHold((byte) 'a', (byte) 'b', (byte) 'c')).isFalse();
    }

    private static void requireKnown(CheckedBeginnings beginnings, byte[] form, int from, int shared) {
        for (int i = from; i < from + shared + 5; i++) {
            assertThat(beginnings.mayHold(form[i], form[i + 1], form[i + 2]))
                    .as("three at %d", i)
                    .isTrue();
        }
        for (int i = from + shared; i < from + shared + 4; i++) {
            int four = form[i] & 0xff | (form[i + 1] & 0xff) << 8 | (form[i + 2] & 0xff) << 16 | form[i + 3] << 24;
            assertThat(beginnings.mayHold(four)).as("four at %d", i).isTrue();
        }
    }

    /** With many bits set, for the characters that the alphabets differ in. */
    private static byte[] word(Random random, int length) {
        byte[] word = new byte[length];
        random.nextBytes(word);
        for (int i = 0; i < length; i++) {
            word[i] |= random.nextInt(3) == 0 ? (byte) 0xfc : 0;
        }
        return word;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

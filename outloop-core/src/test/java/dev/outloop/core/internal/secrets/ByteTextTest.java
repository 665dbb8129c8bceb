package dev.outloop.core.internal.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ByteTextTest {

    @Test
    void grows() {
        ByteText text = new ByteText(0)
                .add('a')
                .add("bc")
                .add(Literals.bytes("-defg-"), 1, 5)
                .add(0x168);
        assertThat(Literals.text(text.toByteArray())).isEqualTo("abcdefgh");
        assertThat(text.size()).isEqualTo(8);
    }

    @Test
    void growsAtLeastTwofold() {
        ByteText text = new ByteText(4).add("abcd");
        assertThat(text.array()).hasSize(4);
        text.add('e');
        assertThat(text.array()).hasSize(8);
        text.add(new byte[20], 0, 20);
        assertThat(text.array()).hasSize(25);
    }

    @Test
    void wipesWhatItOutgrows() {
        ByteText text = new ByteText(4).add("abcd");
        byte[] outgrown = text.array();
        assertThat(outgrown).containsExactly('a', 'b', 'c', 'd');
        text.add('e');
        assertThat(outgrown).containsOnly(0);
    }

    @Test
    void wipesAllOnClosing() {
        ByteText text = new ByteText(4).add("abcd");
        text.close();
        assertThat(text.array()).containsOnly(0);
        assertThat(text.size()).isZero();
    }

    @Test
    void dropsFromTheFront() {
        ByteText text = new ByteText(8).add("abcdef");
        text.drop(2);
        assertThat(Literals.text(text.toByteArray())).isEqualTo("cdef");
        text.drop(0);
        text.drop(4);
        assertThat(text.toByteArray()).isEmpty();
    }

    @Test
    void writesHexDigitsInEitherCase() {
        ByteText text = new ByteText(0);
        text.addHex(0xab, 2, false)
                .addHex(0xab, 2, true)
                .addHex(0x9, 4, true)
                .addHex(-1, 2, false)
                .addHex(0xabc, 1, false);
        assertThat(Literals.text(text.toByteArray())).isEqualTo("abAB0009ffc");
    }
}

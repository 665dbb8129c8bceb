package dev.outloop.core.internal.redact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GrowthTest {

    @Test
    void whatFitsNeedsNoOtherArray() {
        byte[] bytes = new byte[10];
        assertThat(Growth.withRoom(bytes, 8, 2)).isSameAs(bytes);
        assertThat(Growth.withRoom(bytes, 0, 10)).isSameAs(bytes);
    }

    @Test
    void whatDoesNotFitGetsAtLeastTwiceTheRoom() {
        assertThat(Growth.withRoom(new byte[10], 8, 3)).hasSize(20);
        assertThat(Growth.withRoom(new byte[10], 8, 100)).hasSize(108);
        assertThat(Growth.withRoom(new byte[0], 0, 1)).hasSize(1);
    }

    @Test
    void theOutgrownArrayIsWiped() {
        byte[] bytes = {1, 2, 3};
        assertThat(Growth.withRoom(bytes, 3, 1)).containsExactly(1, 2, 3, 0, 0, 0);
        assertThat(bytes).containsOnly(0);
    }
}

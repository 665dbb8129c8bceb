package dev.outloop.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretRefTest {

    @Test
    void decodesSegmentsOnce() {
        assertThat(SecretRef.parse("team:Clients/Air%2Ftable/100%2525").segments())
                .containsExactly("Clients", "Air/table", "100%25");
    }

    @Test
    void readsBackWhatItWrites() {
        long seed = Long.getLong("outloop.seed", new Random().nextLong());
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder segment = new StringBuilder("x");
            for (int i = random.nextInt(12); i > 0; i--) {
                int c = random.nextBoolean() ? 0x20 + random.nextInt(0x5f) : 0xa0 + random.nextInt(0x3000);
                segment.appendCodePoint(c);
            }
            SecretRef ref = new SecretRef("team", List.of(segment.toString(), "b"));
            assertThat(SecretRef.parse(ref.toString())).as("seed %d", seed).isEqualTo(ref);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "team",
                "team:",
                "Team:a",
                "1team:a",
                "team:a//b",
                "team:/a",
                "team:a/",
                "team:.",
                "team:a/..",
                "team:%2e%2e",
                "team:a%0ab",
                "team:a%",
                "team:a%4",
                "team:a%zz",
                "team:%c0%ae",
                "team:%ff"
            })
    void refusesWhatHasAnotherForm(String text) {
        assertThatThrownBy(() -> SecretRef.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}

package dev.outloop.core.internal.admit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinearPatternTest {

    private static final int ROUNDS = Boolean.getBoolean("outloop.full") ? 200_000 : 20_000;

    @Test
    void agreesWithTheStandardLibraryOnRandomPatterns() {
        long seed = Long.getLong("outloop.seed", new Random().nextLong());
        Random random = new Random(seed);
        int matched = 0;
        for (int round = 0; round < ROUNDS; round++) {
            String pattern = pattern(random, 3);
            String text = text(random);
            boolean expected = Pattern.compile(pattern).matcher(text).matches();
            assertThat(LinearPattern.compile(pattern).matches(text))
                    .as("seed %d: %s on %s", seed, pattern, text)
                    .isEqualTo(expected);
            matched += expected ? 1 : 0;
        }
        assertThat(matched).as("seed %d: patterns that matched at all", seed).isGreaterThan(ROUNDS / 20);
    }

    @Test
    void matchesTheWholeTextOnly() {
        LinearPattern base = LinearPattern.compile("^app[A-Za-z0-9]{14}$");
        assertThat(base.matches("appA1B2C3D4E5F6G7")).isTrue();
        assertThat(base.matches("appA1B2C3D4E5F6G7x")).isFalse();
        assertThat(base.matches("xappA1B2C3D4E5F6G7")).isFalse();
        assertThat(base.matches("appA1B2C3D4E5F6G7\n")).isFalse();
    }

    @Test
    void staysLinearWhereBackTrackingExplodes() {
        LinearPattern pattern = LinearPattern.compile("(a*)*(a|aa)*b");
        assertThat(pattern.matches("a".repeat(200_000))).isFalse();
        assertThat(pattern.matches("a".repeat(200_000) + "b")).isTrue();
    }

    @Test
    void countsCodePointsAndNotHalvesOfThem() {
        assertThat(LinearPattern.compile(".").matches("\uD83D\uDE00")).isTrue();
        assertThat(LinearPattern.compile("[^a]{2}").matches("\uD83D\uDE00")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "(a",
                "a)",
                "[a",
                "a{2",
                "a{3,2}",
                "*a",
                "a**",
                "a+?",
                "(?=a)",
                "(?<n>a)",
                "\\1",
                "\\bq",
                "a$b",
                "[z-a]",
                "[a[b]]",
                "[\\d-z]",
                "[a-\\d]",
                "(a{999}){999}",
                "\\",
                "a{,3}",
                "x|*"
            })
    void refusesWhatItCannotMatchInLinearTime(String pattern) {
        assertThatThrownBy(() -> LinearPattern.compile(pattern)).isInstanceOf(IllegalArgumentException.class);
    }

    private static String pattern(Random random, int depth) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i <= random.nextInt(3); i++) {
            switch (random.nextInt(depth > 0 ? 8 : 5)) {
                case 0 -> out.append('.');
                case 1 -> out.append("[a-b]");
                case 2 -> out.append("[^b]");
                case 3, 4 -> out.append((char) ('a' + random.nextInt(3)));
                case 5 -> out.append('(').append(pattern(random, depth - 1)).append(')');
                case 6 ->
                    out.append("(?:")
                            .append(pattern(random, depth - 1))
                            .append('|')
                            .append(pattern(random, depth - 1))
                            .append(')');
                default -> out.append("\\w");
            }
            switch (random.nextInt(9)) {
                case 0 -> out.append('*');
                case 1 -> out.append('+');
                case 2 -> out.append('?');
                case 3 -> out.append("{1,3}");
                case 4 -> out.append("{2,}");
                default -> {}
            }
        }
        return out.toString();
    }

    private static String text(Random random) {
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            out.append((char) ('a' + random.nextInt(3)));
        }
        return out.toString();
    }
}

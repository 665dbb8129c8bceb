package dev.outloop.core.internal.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class PatternSetTest {

    @Test
    void findsWhatANaiveSearchFindsInAnyTextAndPatterns() {
        long seed = Long.getLong("outloop.seed", 20261124L);
        System.out.println("outloop.seed=" + seed);
        Random random = new Random(seed);
        for (int round = 0; round < (Boolean.getBoolean("outloop.full") ? 20_000 : 2_000); round++) {
            List<byte[]> literals = new ArrayList<>();
            for (int i = random.nextInt(12); i >= 0; i--) {
                literals.add(letters(random, 8 + random.nextInt(10)));
            }
            byte[] text = letters(random, random.nextInt(120));
            for (byte[] literal : literals) {
                if (text.length > literal.length && random.nextBoolean()) {
                    int at = random.nextInt(text.length - literal.length);
                    System.arraycopy(literal, 0, text, at, literal.length);
                }
            }
            PatternSet patterns = compiled(literals);
            assertThat(found(patterns, text)).isEqualTo(naive(literals, text));
            assertThat(undecided(patterns, text)).isEqualTo(naiveUndecided(literals, text));
        }
    }

    @Test
    void reportsTheLongestLiteralAtAnOffset() {
        PatternSet patterns = compiled(List.of(bytes("abcdefgh"), bytes("abcdefghij"), bytes("abcdefghzz")));
        assertThat(found(patterns, bytes("-abcdefghijk"))).containsExactly("1-11");
        assertThat(found(patterns, bytes("-abcdefghzk"))).containsExactly("1-9");
    }

    @Test
    void anEmptySetDecidesEverything() {
        byte[] text = bytes("anything at all");
        assertThat(compiled(List.of()).scan(text, 0, text.length, false, "acme", (f, t, k) -> {
                    throw new AssertionError();
                }))
                .isEqualTo(text.length);
    }

    private static PatternSet compiled(List<byte[]> literals) {
        return PatternSet.of(
                literals.stream()
                        .map(bytes -> new Pattern(bytes, "test", Pattern.EVERYONE))
                        .toList(),
                new AtomicBoolean());
    }

    private static TreeSet<String> found(PatternSet patterns, byte[] text) {
        TreeSet<String> found = new TreeSet<>();
        patterns.scan(text, 0, text.length, true, "acme", (from, to, kind) -> found.add(from + "-" + to));
        return found;
    }

    private static int undecided(PatternSet patterns, byte[] text) {
        return patterns.scan(text, 0, text.length, false, "acme", (from, to, kind) -> {});
    }

    private static TreeSet<String> naive(List<byte[]> literals, byte[] text) {
        TreeSet<String> found = new TreeSet<>();
        for (int at = 0; at < text.length; at++) {
            int longest = 0;
            for (byte[] literal : literals) {
                int end = at + literal.length;
                if (end <= text.length && Arrays.equals(text, at, end, literal, 0, literal.length)) {
                    longest = Math.max(longest, literal.length);
                }
            }
            if (longest > 0) {
                found.add(at + "-" + (at + longest));
            }
        }
        return found;
    }

    private static int naiveUndecided(List<byte[]> literals, byte[] text) {
        for (int at = 0; at < text.length; at++) {
            int rest = text.length - at;
            for (byte[] literal : literals) {
                if (literal.length > rest && Arrays.equals(text, at, text.length, literal, 0, rest)) {
                    return at;
                }
            }
        }
        return text.length;
    }

    private static byte[] letters(Random random, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (random.nextInt(5) == 0 ? 'b' : 'a');
        }
        return bytes;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package dev.outloop.core.internal.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class PatternSetGrowthTest {

    private static final int[] LENGTHS = {8, 14, 15, 22, 23, 40};

    @Test
    void findsEveryLengthAtEveryAlignmentAndAtTheEnd() {
        for (int length : LENGTHS) {
            String literal = literal(length, length);
            PatternSet patterns = Literals.of(literal, literal(100, 8), literal(101, 15), literal(102, 30));
            for (int before = 0; before < 70; before++) {
                String expected = before + "-" + (before + length);
                for (int behind : new int[] {0, 1, 7, 8, 30, 64}) {
                    String text = ".".repeat(before) + literal + ".".repeat(behind);
                    assertThat(Literals.found(patterns, text)).as(text).containsExactly(expected);
                }
            }
        }
    }

    @Test
    void holdsEveryBeginningBackAtEveryAlignment() {
        for (int length : LENGTHS) {
            String literal = literal(length, length);
            PatternSet patterns = Literals.of(literal, literal(100, 8), literal(101, 15), literal(102, 30));
            for (int before = 0; before < 40; before++) {
                for (int part = 1; part < length; part++) {
                    String text = ".".repeat(before) + literal.substring(0, part);
                    assertThat(Literals.undecided(patterns, "acme", text))
                            .as(text)
                            .isEqualTo(before);
                }
                assertThat(Literals.undecided(patterns, "acme", ".".repeat(before) + literal))
                        .isEqualTo(before + length);
            }
        }
    }

    @Test
    void looksAtNothingOutsideOfTheBounds() {
        for (int length : LENGTHS) {
            String literal = literal(length, length);
            byte[] text = Literals.bytes(literal + literal);
            PatternSet patterns = Literals.of(literal);
            for (int from = 1; from <= length; from++) {
                List<String> found = new ArrayList<>();
                int to = from + length - 1;
                int undecided = patterns.scan(text, from, to, false, "acme", (f, t, kind) -> found.add(f + "-" + t));
                assertThat(found).isEmpty();
                assertThat(undecided).isEqualTo(Math.min(length, to));
            }
        }
    }

    @Test
    void growingEqualsBuildingAnew() {
        Random random = new Random(20261124);
        for (int round = 0; round < 300; round++) {
            List<Pattern> first = patterns(random, random.nextInt(12));
            List<Pattern> more = patterns(random, random.nextInt(8));
            List<Pattern> all = new ArrayList<>(first);
            all.addAll(more);
            PatternSet before = PatternSet.of(first, new AtomicBoolean());
            PatternSet grown = before.with(more);
            PatternSet anew = PatternSet.of(all, new AtomicBoolean());
            assertThat(grown.size()).isEqualTo(all.size());
            assertThat(grown.longestBytes()).isEqualTo(anew.longestBytes());
            for (Pattern pattern : all) {
                String literal = Literals.text(pattern.bytes);
                String text = "a".repeat(random.nextInt(20)) + literal + "b".repeat(random.nextInt(20));
                assertThat(Literals.found(grown, text)).isNotEmpty().isEqualTo(Literals.found(anew, text));
                String part = "b".repeat(3) + literal.substring(0, literal.length() - 1);
                assertThat(Literals.undecided(grown, "acme", part)).isEqualTo(Literals.undecided(anew, "acme", part));
            }
            assertThat(before.size()).isEqualTo(first.size());
        }
    }

    @Test
    void growsPastTheRoomOfItsTables() {
        PatternSet patterns = Literals.of(literal(0, 40), literal(1, 16), literal(2, 9));
        List<String> all = new ArrayList<>();
        for (int i = 3; i < 60; i++) {
            all.add(literal(i, LENGTHS[i % LENGTHS.length]));
            patterns = patterns.with(Literals.patterns(all.get(all.size() - 1)));
            for (String literal : all) {
                assertThat(Literals.found(patterns, "." + literal + "."))
                        .containsExactly("1-" + (1 + literal.length()));
            }
        }
    }

    @Test
    void anAdditionLeavesTheSetBeforeAsItWas() {
        PatternSet before = Literals.of(literal(1, 30), literal(2, 30), literal(3, 30));
        PatternSet grown = before.with(Literals.patterns(literal(4, 30)));
        assertThat(Literals.found(grown, literal(4, 30))).containsExactly("0-30");
        assertThat(Literals.found(before, literal(4, 30))).isEmpty();
    }

    @Test
    void tenThousandLiteralsAreAllFound() {
        List<Pattern> patterns = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            patterns.addAll(Literals.patterns(literal(i, 8 + i % 40)));
        }
        PatternSet set = PatternSet.of(patterns, new AtomicBoolean());
        assertThat(set.size()).isEqualTo(10_000);
        for (int i = 0; i < 10_000; i += 7) {
            String text = "..." + literal(i, 8 + i % 40) + "...";
            assertThat(Literals.found(set, text)).contains("3-" + (11 + i % 40));
        }
    }

    @Test
    void knowsNeighboursAndBlanksOfItsLiterals() {
        PatternSet patterns = Literals.of("abcdefgh", "ab\u00ff12345");
        Neighbours neighbours = patterns.neighbours();
        assertThat(neighbours.mayFollow((byte) '?', (byte) 'a')).isTrue();
        assertThat(neighbours.mayFollow((byte) 'a', (byte) 'b')).isTrue();
        assertThat(neighbours.mayFollow((byte) 'b', (byte) 0xff)).isTrue();
        assertThat(neighbours.mayFollow((byte) 0xff, (byte) '1')).isTrue();
        assertThat(neighbours.mayFollow((byte) 'a', (byte) 'c')).isFalse();
        assertThat(neighbours.mayFollow((byte) 'h', (byte) 'b')).isFalse();
        assertThat(patterns.hasBlanks()).isFalse();
        assertThat(Literals.of("abcdefgh", "two words").hasBlanks()).isTrue();
        Pattern spacedHex = new Pattern(Literals.bytes("61 62 63"), "hex", Pattern.EVERYONE);
        assertThat(PatternSet.of(List.of(spacedHex), new AtomicBoolean()).hasBlanks())
                .isFalse();
        assertThat(Literals.of().longestBytes()).isZero();
        assertThat(patterns).hasToString("PatternSet[2]");
        assertThat(spacedHex).hasToString("Pattern[hex]");
    }

    private static List<Pattern> patterns(Random random, int count) {
        String[] literals = new String[count];
        for (int i = 0; i < count; i++) {
            StringBuilder literal = new StringBuilder();
            for (int length = 8 + random.nextInt(30); length > 0; length--) {
                literal.append(random.nextInt(5) == 0 ? 'b' : 'a');
            }
            literals[i] = literal.toString();
        }
        return Literals.patterns(literals);
    }

    /** Distinct, and without a beginning of its own inside. */
    private static String literal(int number, int length) {
        Random random = new Random(number);
        StringBuilder literal = new StringBuilder("#");
        while (literal.length() < length) {
            literal.append((char) ('a' + random.nextInt(26)));
        }
        return literal.toString();
    }
}

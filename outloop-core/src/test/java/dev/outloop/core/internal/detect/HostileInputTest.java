package dev.outloop.core.internal.detect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.core.internal.config.RuleFile;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That the work is bounded is shown by counting it: bytes looked at behind the filter, and keywords tried. */
class HostileInputTest {

    private static final boolean FULL = Boolean.getBoolean("outloop.full");
    private static final int LONG_BYTES = FULL ? 1024 * 1024 : 256 * 1024;
    private static final int INPUT_BYTES = FULL ? 64 * 1024 : 16 * 1024;
    /** A match is judged by at most 256 bytes, and at most every fifth byte begins one that is. */
    private static final int MOST_STEPS_A_BYTE = 60;

    private static final Detectors ALL = Detectors.of(RuleFile.builtIn());

    static Stream<Rule> rules() {
        return RuleFile.builtIn().stream();
    }

    @Test
    void oneByteRepeatedCostsAtMostTheKeywordsThatBeginWithIt() {
        for (char c : "aAeE0-_=.:\"\\ /\n".toCharArray()) {
            assertThat(stepsPerByte(String.valueOf(c))).as("%s", c).isLessThanOrEqualTo(10);
        }
    }

    @Tag("RES-013")
    @ParameterizedTest
    @MethodSource("rules")
    void eachKeywordRepeatedCostsLittle(Rule rule) {
        for (String keyword : rule.keywords()) {
            assertThat(stepsPerByte(keyword)).as(keyword).isLessThan(MOST_STEPS_A_BYTE);
            assertThat(stepsPerByte(keyword + " ")).as(keyword).isLessThan(MOST_STEPS_A_BYTE);
            assertThat(stepsPerByte(keyword + "-")).as(keyword).isLessThan(MOST_STEPS_A_BYTE);
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void nearMissesCostLittle(Rule rule) {
        Tokens tokens = new Tokens(3);
        String token = tokens.token(rule, rule.keywords().get(0), 0);
        String near = token.substring(0, token.length() - 1) + "\u0001";

        assertThat(stepsPerByte(near)).as(near).isLessThan(MOST_STEPS_A_BYTE);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void tokensCostLittle(Rule rule) {
        Tokens tokens = new Tokens(4);
        StringBuilder many = new StringBuilder();
        while (many.length() < 20_000) {
            many.append(tokens.surrounded(rule, rule.keywords().get(0)));
        }

        assertThat(stepsPerByte(many.toString())).isLessThan(MOST_STEPS_A_BYTE);
    }

    @Test
    void keywordsInsideOneRunDoNotWalkItAgain() {
        Rule rule = new Rule(
                "inside",
                "test",
                List.of("abcd"),
                false,
                TokenPattern.parse("[a-z]{1,4000}0"),
                TokenPattern.parseClass("any"),
                null,
                Plausibility.of(0, false, List.of()),
                null,
                true);

        assertThat(steps(Detectors.of(List.of(rule)), "abcd".repeat(LONG_BYTES / 4), 64 * 1024))
                .isLessThan(4L * LONG_BYTES);
    }

    @Test
    void aVeryLongLineIsReadWithBoundedPending() {
        String line = "{\"a\":\"" + "x9-".repeat(8 * LONG_BYTES / 3) + "\",\"api_key\":\""
                + "q7Rt2Lm9".repeat(LONG_BYTES / 2) + "\"}";
        byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
        DetectorScanner scanner = ALL.open();
        Scans scans = new Scans().scan(scanner, bytes, 8192);

        assertThat(scans.spans()).hasSize(1);
        assertThat(scans.spans().get(0).to()).isEqualTo(bytes.length - 2);
        assertThat(scans.mostPending()).isLessThanOrEqualTo(ALL.maxPendingBytes());
        assertThat(scanner.steps()).isLessThan(bytes.length);
    }

    private static long stepsPerByte(String piece) {
        String text = piece.repeat(INPUT_BYTES / piece.length() + 1);
        return steps(ALL, text, 8192) / text.length();
    }

    private static long steps(Detectors detectors, String text, int chunkBytes) {
        DetectorScanner scanner = detectors.open();
        new Scans().scan(scanner, text.getBytes(StandardCharsets.ISO_8859_1), chunkBytes);
        return scanner.steps();
    }
}

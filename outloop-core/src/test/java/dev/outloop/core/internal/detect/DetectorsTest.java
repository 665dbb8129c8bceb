package dev.outloop.core.internal.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.outloop.core.internal.detect.Scans.Span;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetectorsTest {

    private static final String KIND = "detected:rule";

    private static final Rule SHORT = Rules.of("[a-z0-9]{4,6}", "tok_");

    private static List<String> found(Rule rule, String text) {
        Detectors detectors = Detectors.of(List.of(rule));
        List<Span> whole = Scans.whole(detectors, text);
        for (int chunk = 1; chunk < text.length(); chunk++) {
            Scans split = Scans.inChunks(detectors, Scans.bytes(text), chunk);
            assertThat(split.spans()).as("in chunks of %s", chunk).containsExactlyInAnyOrderElementsOf(whole);
            assertThat(split.mostPending()).isLessThanOrEqualTo(detectors.maxPendingBytes());
        }
        return Scans.found(detectors, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tok_ab12", " tok_ab12 ", "\"tok_ab12\"", "=tok_ab12;", "é tok_ab12é", "-tok_ab12-"})
    void findsATokenBetweenWhatEndsAWord(String text) {
        assertThat(found(SHORT, text)).containsExactly("tok_ab12");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\\ntok_ab12", "\\ttok_ab12", "\\rtok_ab12", "%3Dtok_ab12", "%3dtok_ab12", "\\u003dtok_ab12"})
    void findsATokenBehindAnEscapedCharacter(String text) {
        assertThat(found(SHORT, text)).containsExactly("tok_ab12");
        assertThat(found(SHORT, "more of it " + text)).containsExactly("tok_ab12");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "atok_ab12",
                "0tok_ab12",
                "_tok_ab12",
                "ntok_ab12",
                "\\xtok_ab12",
                "3Dtok_ab12",
                "%3Gtok_ab12",
                "%G3tok_ab12",
                "u003dtok_ab12",
                "\\u00gdtok_ab12",
                "\\v003dtok_ab12",
                "tok_abc",
                "tok_ab1-2",
                "tok_ab12345",
                "tok_ab12_",
                "tok_ab12X",
                "Tok_ab12",
                "tok-ab12",
                "tok_",
                "tok",
                ""
            })
    void findsNothingElse(String text) {
        assertThat(found(SHORT, "tok_ab12 " + text)).containsExactly("tok_ab12");
    }

    @Test
    void findsEveryTokenAlsoInsideAndBesideOthers() {
        assertThat(found(SHORT, "tok_ab12 tok_cd34,tok_tok_ef56")).containsExactly("tok_ab12", "tok_cd34");
        assertThat(found(Rules.between(SHORT, "any", ""), "tok_tok_ef56")).containsExactly("tok_ef56");
        assertThat(found(Rules.between(Rules.of("[a-z_]{6}", "tok_"), "any", "any"), "tok_tok_abcdef"))
                .containsExactly("tok_tok_ab", "tok_abcdef");
    }

    @Test
    void takesOnlyWhatARuleAllowsAround() {
        Rule digits = Rules.between(SHORT, "[0-9]", "[.]");

        assertThat(found(digits, "7tok_ab12.")).containsExactly("tok_ab12");
        assertThat(found(digits, " 7tok_ab12. =tok_ab12. \\ntok_ab12. 7tok_ab12,"))
                .containsExactly("tok_ab12");
        assertThat(found(digits, "tok_ab12")).containsExactly("tok_ab12");
    }

    @Test
    void cutsOnlyWhatStandsInParentheses() {
        assertThat(found(Rules.of("[a-z]{1,8}:([^@ ]{3,9})@", "db://"), "db://me:pass@host db://me:pa@host"))
                .containsExactly("pass");
        assertThat(found(Rules.of("x(ab)c", "key="), "key=xabc key=xab")).containsExactly("ab");
    }

    @Test
    void findsKeywordsInEitherCaseWhereTheRuleSaysSo() {
        Rule either = Rules.anyCase(Rules.of("=[0-9]{3}", "Api_Key", "abc"));

        assertThat(found(
                        either,
                        "api_key=123 API_KEY=456 aPi_kEy=789 ABC=111 Abc=222 \u0001pi_key=321 API\u007fKEY=654"))
                .containsExactly("api_key=123", "API_KEY=456", "aPi_kEy=789", "ABC=111", "Abc=222");
        assertThat(found(Rules.of("=[0-9]{3}", "Api_Key"), "api_key=123 Api_Key=456"))
                .containsExactly("Api_Key=456");
    }

    @Test
    void findsKeywordsOfThreeBytesAlsoAtTheEnd() {
        assertThat(found(Rules.of("[0-9]{2}", "abc"), "abc12 abc34")).containsExactly("abc12", "abc34");
        assertThat(found(Rules.of("[0-9]{2}", "abc"), "abc")).isEmpty();
    }

    @Test
    void severalRulesFindTheirsAtOneKeyword() {
        Detectors both = Detectors.of(List.of(
                Rules.named(Rules.of("[0-9]{4}", "tok_"), "one"),
                Rules.named(Rules.of("[0-9]{2}([0-9]{2})", "tok_"), "two")));

        assertThat(Scans.whole(both, " tok_1234 "))
                .containsExactly(new Span(1, 9, "detected:one"), new Span(7, 9, "detected:two"));
    }

    @Test
    void aRunOfAnyLengthIsCutToItsEnd() {
        Rule endless = Rules.of("[a-z0-9]{8,}", "tok_");
        String run = "q7rt2lm9".repeat(50);

        assertThat(found(endless, "a tok_" + run + " b")).containsExactly("tok_" + run);
        assertThat(found(endless, "a tok_" + run)).containsExactly("tok_" + run);
        for (int length = 250; length < 260; length++) {
            String some = run.substring(0, length);
            assertThat(found(endless, "tok_" + some + "-tok_abcd1234")).containsExactly("tok_" + some, "tok_abcd1234");
        }
        assertThat(found(endless, "tok_abcd123 ")).isEmpty();
        assertThat(Detectors.of(List.of(endless)).maxPendingBytes()).isEqualTo(260);
    }

    @Test
    void whatFollowsTheEndOfALongRunIsLookedAt() {
        Rule endless = Rules.of("[a-z0-9]{8,}", "tok_");
        String run = "q7rt2lm9".repeat(40);

        assertThat(found(endless, "tok_" + run + "\ntok_" + run + "\n")).containsExactly("tok_" + run, "tok_" + run);
        assertThat(found(endless, "tok_" + run + "_tok_" + run)).containsExactly("tok_" + run);
    }

    @Test
    void aCutGoesOnToItsLiteralEnd() {
        Rule block = Rules.until(Rules.of("\\n[A-Z]{4}", "-BEGIN-"), "-END-");

        assertThat(found(block, "x -BEGIN-\nABCD\nEF--E-END-END- y -END- -BEGIN-\nAB"))
                .containsExactly("-BEGIN-\nABCD\nEF--E-END-");
        assertThat(found(block, "x -BEGIN-\nABCD\nEFGH -EN")).containsExactly("-BEGIN-\nABCD\nEFGH -EN");
    }

    @Test
    void ofTwoThatGoOnTheFirstIsOpenedAndTheOtherCutAsFarAsItMatched() {
        Rule block = Rules.until(Rules.of("[A-Z]{4}", "-BEGIN-"), "-END-");
        Detectors both = Detectors.of(List.of(Rules.named(block, "one"), Rules.named(block, "two")));

        assertThat(Scans.whole(both, "-BEGIN-ABCD -END-"))
                .containsExactlyInAnyOrder(new Span(0, 17, "detected:one"), new Span(0, 11, "detected:two"));
    }

    @Test
    void aRuleThatOnlyCountsOpensNothing() {
        Rule counting = Rules.of("[a-z0-9]{8,}", "tok_").counting();
        Detectors detectors = Detectors.of(List.of(counting, Rules.named(SHORT, "other")));
        String text = "tok_" + "q7rt2lm9".repeat(50) + " ";

        assertThat(Scans.whole(detectors, text)).containsExactly(new Span(0, 260, KIND));
        assertThat(detectors.cuts(KIND)).isFalse();
        assertThat(detectors.cuts("detected:other")).isTrue();
        assertThat(detectors.cuts("unknown")).isTrue();
    }

    @Test
    void whatCannotBeASecretIsNone() {
        Rule judged = Rules.plausible(
                Rules.of("[A-Za-z0-9$*.{}_-]{4,40}", "tok_"), Plausibility.of(2.0, true, List.of("known1value")));

        assertThat(found(judged, "tok_ab12")).containsExactly("tok_ab12");
        for (String none : List.of(
                "aaaa", "a1a1a1", "abcd", "1234", "known1value", "my1EXAMPLEkey", "ab12xxxx", "${ab12}", "Your_ab12")) {
            assertThat(found(judged, "tok_" + none)).as(none).isEmpty();
        }
        assertThat(found(judged, "tok_known1values")).containsExactly("tok_known1values");
        assertThat(found(Rules.of("[a-z]{4}", "tok_"), "tok_aaaa")).isEmpty();
    }

    @Test
    void aFloorOfEntropyIsMetExactly() {
        // Four values, each twice: two bits a byte.
        Rule two = Rules.plausible(Rules.of("[a-z]{8}", "tok_"), Plausibility.of(2.0, false, List.of()));
        Rule more = Rules.plausible(Rules.of("[a-z]{8}", "tok_"), Plausibility.of(2.01, false, List.of()));

        assertThat(found(two, "tok_aabbccdd")).hasSize(1);
        assertThat(found(more, "tok_aabbccdd")).isEmpty();
        assertThat(found(two, "tok_aaabccdd")).isEmpty();
    }

    @Test
    void holdsBackOnlyWhatMayBeTheBeginningOfATokens() {
        Detectors detectors = Detectors.of(List.of(SHORT));
        Scans scans = Scans.inChunks(detectors, Scans.bytes("data: none\n\ndata: x\n\n"), 3);

        assertThat(scans.mostPending()).isZero();
        assertThat(Scans.inChunks(detectors, Scans.bytes("xto xtok_ xtok_ab"), 1)
                        .mostPending())
                .isZero();
        assertThat(Scans.inChunks(detectors, Scans.bytes(" to"), 3).mostPending())
                .isZero();
        assertThat(detectors.maxPendingBytes()).isEqualTo(10);
    }

    @Test
    void throwsWhenScanningTakesLongerThanItMay() {
        AtomicLong now = new AtomicLong();
        byte[] text = new byte[DetectorScanner.CHECK_BYTES * 4];
        Detectors detectors = Detectors.of(List.of(SHORT), Duration.ofNanos(5), now::incrementAndGet);

        // Looked at when it begins, at each of three whole pieces behind the first, and when it ends.
        assertThat(Scans.inChunks(detectors, text, text.length).spans()).isEmpty();
        Detectors slower = Detectors.of(List.of(SHORT), Duration.ofNanos(3), now::incrementAndGet);
        assertThatThrownBy(() -> Scans.inChunks(slower, text, text.length))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("longer");
    }

    @Test
    void timeBetweenChunksIsNotCounted() {
        AtomicLong now = new AtomicLong();
        Detectors detectors = Detectors.of(List.of(SHORT), Duration.ofNanos(50), now::incrementAndGet);
        DetectorScanner scanner = detectors.open();
        for (int i = 0; i < 50; i++) {
            now.addAndGet(1_000_000);
            new Scans().scan(scanner, new byte[1], 1);
        }
        assertThatThrownBy(() -> new Scans().scan(scanner, new byte[1], 1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void saysHowManyRulesItHasAndNothingElse() {
        assertThat(Detectors.of(List.of(SHORT))).hasToString("Detectors[1]");
        assertThat(Detectors.of(List.of(SHORT)).find(Scans.bytes("tok_ab12"))).isTrue();
        assertThat(Detectors.of(List.of(SHORT)).find(Scans.bytes("tok_"))).isFalse();
        assertThat(Detectors.of(List.of(Rules.of("[a-z]{4,}", "tok_"))).find(Scans.bytes("tok_" + "abcd".repeat(99))))
                .isTrue();
        assertThat(Detectors.of(List.of()).maxPendingBytes()).isZero();
        assertThat(Detectors.of(List.of(Rules.until(Rules.of("[a-z]", "abc"), "e".repeat(60))))
                        .maxPendingBytes())
                .isEqualTo(60);
    }
}

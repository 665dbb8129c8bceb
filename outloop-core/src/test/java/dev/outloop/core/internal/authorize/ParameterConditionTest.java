package dev.outloop.core.internal.authorize;

import static dev.outloop.policy.Decision.Kind.ALLOW;
import static dev.outloop.policy.Decision.Kind.DENY;
import static dev.outloop.policy.Decision.Kind.NONE;
import static dev.outloop.policy.Decision.Kind.REQUIRE_APPROVAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.outloop.policy.Decision;
import dev.outloop.policy.ParameterCondition;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterConditionTest {

    private static final List<Decision.Kind> HOLDS = List.of(DENY, REQUIRE_APPROVAL, ALLOW);
    private static final List<Decision.Kind> HOLDS_NOT = List.of(NONE, NONE, NONE);
    private static final List<Decision.Kind> CANNOT_BE_TOLD = List.of(DENY, REQUIRE_APPROVAL, NONE);

    private static List<Decision.Kind> of(ParameterCondition.Builder condition, String value) {
        return Rules.kinds(condition.build(), Map.of("p", value));
    }

    private static ParameterCondition.Builder min(String number) {
        return ParameterCondition.builder().min(new BigDecimal(number));
    }

    private static ParameterCondition.Builder max(String number) {
        return ParameterCondition.builder().max(new BigDecimal(number));
    }

    private static ParameterCondition.Builder any() {
        return ParameterCondition.builder();
    }

    @Test
    void aRequestWithoutTheParameterDoesNotMeetIt() {
        assertThat(Rules.kinds(any().build(), Map.of())).isEqualTo(HOLDS_NOT);
        assertThat(Rules.kinds(min("1").build(), Map.of("q", "5"))).isEqualTo(HOLDS_NOT);
        assertThat(of(any(), "")).isEqualTo(HOLDS);
    }

    @Test
    void comparesTextLetterByLetter() {
        assertThat(of(any().oneOf("draft").oneOf("paused"), "paused")).isEqualTo(HOLDS);
        assertThat(of(any().oneOf("draft"), "Draft")).isEqualTo(HOLDS_NOT);
        assertThat(of(any().oneOf("1"), "1.0")).isEqualTo(HOLDS_NOT);
    }

    @Test
    void comparesNumbersByValueWithBothEnds() {
        assertThat(of(min("10"), "10")).isEqualTo(HOLDS);
        assertThat(of(min("10"), "10.0")).isEqualTo(HOLDS);
        assertThat(of(min("10"), "9.999999999999999999")).isEqualTo(HOLDS_NOT);
        assertThat(of(max("10.5"), "10.50")).isEqualTo(HOLDS);
        assertThat(of(max("10.5"), "10.500000000000000001")).isEqualTo(HOLDS_NOT);
        assertThat(of(min("-3").max(new BigDecimal("-1")), "-2")).isEqualTo(HOLDS);
        assertThat(of(min("-3").max(new BigDecimal("-1")), "0")).isEqualTo(HOLDS_NOT);
        assertThat(of(max("0"), "-0")).isEqualTo(HOLDS);
        assertThat(of(min("1"), "999999999999999999")).isEqualTo(HOLDS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NaN",
                "Infinity",
                "1e3",
                "1E3",
                "+1",
                "007",
                "-",
                "",
                ".5",
                "5.",
                "1.2.3",
                "1,5",
                " 1",
                "1 ",
                "0x10",
                "١",
                "1234567890123456789",
                "0.1234567890123456789",
                "--1",
                "ten",
                "1_000",
                "-01"
            })
    void whatIsNoPlainNumberCannotBeTold(String value) {
        assertThat(of(min("0"), value)).isEqualTo(CANNOT_BE_TOLD);
        assertThat(of(max("0"), value)).isEqualTo(CANNOT_BE_TOLD);
    }

    @Test
    void whatElseDoesNotHoldIsEnoughForANo() {
        assertThat(of(min("0").oneOf("NaN"), "NaN")).isEqualTo(CANNOT_BE_TOLD);
        assertThat(of(min("0").oneOf("x"), "NaN")).isEqualTo(HOLDS_NOT);
        assertThat(of(min("0").maxChars(2), "NaN")).isEqualTo(HOLDS_NOT);
        assertThat(of(min("0").pattern("[0-9]*"), "NaN")).isEqualTo(HOLDS_NOT);
    }

    @Test
    void oneNoAmongSeveralParametersIsANo() {
        Map<String, String> values = Map.of("p", "NaN", "q", "2");
        for (String least : List.of("2", "3")) {
            assertThat(Rules.decide(
                                    Rules.request("GET", values),
                                    Rules.deny("r")
                                            .parameter("p", min("0").build())
                                            .parameter("q", min(least).build()))
                            .kind())
                    .isEqualTo(least.equals("2") ? DENY : NONE);
        }
    }

    @Test
    void anUndecidedRuleStillCounts() {
        assertThat(Rules.decide(
                                Rules.request("GET", Map.of("p", "NaN")),
                                Rules.none("n").limit("x").parameter("p", min("0").build()),
                                Rules.allow("a").limit("y").parameter("p", min("0").build()))
                        .limits())
                .containsExactly("x");
    }

    @Test
    void matchesThePatternAgainstTheWholeText() {
        assertThat(of(any().pattern("[a-z]+"), "abc")).isEqualTo(HOLDS);
        assertThat(of(any().pattern("[a-z]+"), "abc1")).isEqualTo(HOLDS_NOT);
        assertThat(of(any().pattern("(a*)*b"), "a".repeat(50_000))).isEqualTo(HOLDS_NOT);
        assertThatIllegalArgumentException().isThrownBy(() -> of(any().pattern("(a)\\1"), "aa"));
    }

    @Test
    void countsUtf16Units() {
        assertThat(of(any().maxChars(3), "abc")).isEqualTo(HOLDS);
        assertThat(of(any().maxChars(3), "abcd")).isEqualTo(HOLDS_NOT);
        assertThat(of(any().maxChars(1), "😀")).isEqualTo(HOLDS_NOT);
    }
}

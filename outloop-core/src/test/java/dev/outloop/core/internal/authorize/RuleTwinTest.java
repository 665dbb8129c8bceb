package dev.outloop.core.internal.authorize;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.testkit.twin.Twin;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What keeps a rule from letting more through is found to be what does: without it, more comes through. */
class RuleTwinTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "denied beside an allow | DENY by d [] | ALLOW by a [] | Applying#isStronger",
                "over | NONE [] | ALLOW by a [] | CompiledRule#hasEnded",
                "of a value | DENY by d [] | NONE [] | CompiledCondition#isOneOf",
                "counted | ALLOW by a [daily] | ALLOW by a [] | Applying#addLimits",
                "first use | REQUIRE_APPROVAL by b [] | REQUIRE_APPROVAL by a [] | Applying#isStronger",
            })
    void letsNoMoreThrough(String what, String decided, String without, String check) {
        assertThat(new RuleJudging().apply(what)).isEqualTo(decided);

        Twin twin = Twin.without("dev.outloop.core.internal.authorize." + check);
        @SuppressWarnings("unchecked") // the fixture implements it for text
        UnaryOperator<String> judging = twin.newInstance(UnaryOperator.class, RuleJudging.class);

        assertThat(judging.apply(what)).isEqualTo(without);
        twin.requireReached();
    }
}

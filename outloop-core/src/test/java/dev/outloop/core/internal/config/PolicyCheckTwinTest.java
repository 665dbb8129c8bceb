package dev.outloop.core.internal.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.testkit.twin.Twin;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each check of rules is what finds its mistake: without it, the configuration loads. */
class PolicyCheckTwinTest {

    private static final String CHECKS = "dev.outloop.core.internal.config.";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "aliases: [bank]        | aliases: [bnk]      | PolicyCheck#requireKnown",
                "effect: deny,          | effect: deny, limits: [x], | PolicyCheck#requireKnownLimits",
                "effect: deny           | effect: none        | PolicyCheck#requireSense",
                "amount: { min          | amout: { min        | ConditionCheck#requireParameter",
                "fast: { equal: true }  | fast: { max: 3 }    | ConditionCheck#requireNumber",
                "equal: true            | equal: maybe        | ConditionCheck#requireValues",
            })
    void findsItsMistake(String piece, String replacement, String check) {
        String changed = PolicyConfigTest.CONFIG.replace(piece, replacement);
        assertThat(new PolicyReading().apply(PolicyConfigTest.CONFIG)).isEqualTo("[]");
        assertThat(new PolicyReading().apply(changed)).isNotEqualTo("[]");

        Twin twin = Twin.without(CHECKS + check);
        @SuppressWarnings("unchecked") // the fixture implements it for text
        UnaryOperator<String> reading = twin.newInstance(UnaryOperator.class, PolicyReading.class);

        assertThat(reading.apply(changed)).isEqualTo("[]");
        twin.requireReached();
    }
}

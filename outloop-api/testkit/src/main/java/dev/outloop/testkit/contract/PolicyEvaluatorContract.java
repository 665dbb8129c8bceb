package dev.outloop.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.outloop.policy.Decision;
import dev.outloop.policy.PolicyInput;
import dev.outloop.spi.PolicyEvaluator;
import dev.outloop.testkit.fake.Canary;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What every {@link PolicyEvaluator} has to do.
 *
 * <p>What it cannot see: an evaluator that looks at the time of day or at files, as long as these do not change during
 * the test.
 */
public interface PolicyEvaluatorContract {

    /** The evaluator under test. */
    PolicyEvaluator evaluator();

    /** Inputs on which it decides in each of its ways; each test also adds some of its own. */
    List<PolicyInput> inputs();

    @Test
    @DisplayName("It answers every input with a decision, and throws nothing")
    default void alwaysDecides() {
        PolicyEvaluator evaluator = evaluator();
        for (PolicyInput input : Questions.of(this)) {
            Decision decision = evaluator.evaluate(input);
            assertThat(decision).isNotNull();
            assertThat(decision.rule().isEmpty()).isEqualTo(decision.kind() == Decision.Kind.NONE);
        }
        assertThat(inputs()).isNotEmpty();
    }

    @Test
    @DisplayName("It has a name")
    default void hasAName() {
        assertThat(evaluator().name()).isNotBlank();
    }

    @Test
    @DisplayName("The same input gives the same decision, whatever was asked in between")
    default void isPure() {
        PolicyEvaluator evaluator = evaluator();
        List<PolicyInput> questions = Questions.of(this);
        List<String> first = Questions.answers(evaluator, questions);
        for (int round = 0; round < 50; round++) {
            List<PolicyInput> reversed = new ArrayList<>(questions);
            Collections.reverse(reversed);
            List<String> answers = Questions.answers(evaluator, reversed);
            Collections.reverse(answers);
            assertThat(answers).isEqualTo(first);
        }
    }

    @Test
    @DisplayName("Many threads at once get the same decisions")
    default void isThreadSafe() throws Exception {
        PolicyEvaluator evaluator = evaluator();
        List<PolicyInput> questions = Questions.of(this);
        List<String> expected = Questions.answers(evaluator, questions);
        List<Callable<Void>> calls = new ArrayList<>();
        for (int thread = 0; thread < 8; thread++) {
            calls.add(() -> {
                for (int round = 0; round < 100; round++) {
                    assertThat(Questions.answers(evaluator, questions)).isEqualTo(expected);
                }
                return null;
            });
        }
        Together.run(calls);
    }

    @Test
    @DisplayName("A parameter's value is in no rule, message or toString")
    default void valuesAreNotTold() {
        PolicyEvaluator evaluator = evaluator();
        Canary value = Canary.random("planted");
        for (String method : List.of("GET", "POST", "DELETE")) {
            PolicyInput input =
                    PolicyInputs.sample(method, Map.of("q", value.text())).build();
            Decision decision = evaluator.evaluate(input);
            Traces.requireAbsent(value, decision, decision.rule(), decision.message(), evaluator, evaluator.name());
        }
    }
}

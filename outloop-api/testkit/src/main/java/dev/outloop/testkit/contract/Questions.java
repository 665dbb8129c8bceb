package dev.outloop.testkit.contract;

import dev.outloop.policy.Decision;
import dev.outloop.policy.PolicyInput;
import dev.outloop.spi.PolicyEvaluator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What evaluators are asked, and their answers in a form to compare. */
final class Questions {

    private Questions() {}

    static List<PolicyInput> of(PolicyEvaluatorContract contract) {
        List<PolicyInput> questions = new ArrayList<>(contract.inputs());
        questions.add(PolicyInputs.sample());
        questions.add(PolicyInputs.sample("DELETE", Map.of()).build());
        questions.add(PolicyInputs.sample("POST", Map.of("q", "'\u0000\ud800")).build());
        PolicyInput later = PolicyInputs.sample();
        questions.add(PolicyInputs.sample("GET", Map.of())
                .time(later.time().plus(Duration.ofDays(10_000)))
                .build());
        return questions;
    }

    static List<String> answers(PolicyEvaluator evaluator, List<PolicyInput> questions) {
        List<String> answers = new ArrayList<>();
        for (PolicyInput question : questions) {
            Decision decision = evaluator.evaluate(question);
            answers.add(decision + " " + decision.code() + " " + decision.message());
        }
        return answers;
    }
}

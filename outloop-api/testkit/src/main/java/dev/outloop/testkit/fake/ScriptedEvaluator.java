package dev.outloop.testkit.fake;

import dev.outloop.policy.Decision;
import dev.outloop.policy.PolicyInput;
import dev.outloop.spi.PolicyEvaluator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** An evaluator that answers as told and keeps what it was asked. Thread-safe. */
public final class ScriptedEvaluator implements PolicyEvaluator {

    private final List<PolicyInput> inputs = new CopyOnWriteArrayList<>();
    private volatile Function<PolicyInput, Decision> script;

    private ScriptedEvaluator(Function<PolicyInput, Decision> script) {
        this.script = script;
    }

    /** One that always gives this decision. */
    public static ScriptedEvaluator answering(Decision decision) {
        Objects.requireNonNull(decision, "decision");
        return new ScriptedEvaluator(input -> decision);
    }

    /** One that throws, as evaluators should not. */
    public static ScriptedEvaluator throwing(RuntimeException broken) {
        return new ScriptedEvaluator(input -> {
            throw broken;
        });
    }

    /** From now on it answers like this. */
    public void answer(Function<PolicyInput, Decision> answers) {
        this.script = Objects.requireNonNull(answers, "answers");
    }

    @Override
    public Decision evaluate(PolicyInput input) {
        inputs.add(input);
        return script.apply(input);
    }

    @Override
    public String name() {
        return "scripted";
    }

    /** How often it was asked. */
    public int calls() {
        return inputs.size();
    }

    /** What it was asked, in order. */
    public List<PolicyInput> inputs() {
        return List.copyOf(inputs);
    }
}

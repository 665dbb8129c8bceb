package dev.outloop.benchmarks;

import dev.outloop.core.internal.authorize.CompiledPolicy;
import dev.outloop.policy.Decision;
import dev.outloop.policy.PolicyInput;
import java.util.List;

/** Decides every request once. */
final class RulesArm implements Arm {

    private final CompiledPolicy policy;
    private final List<PolicyInput> inputs;
    private final int expected;

    RulesArm(MadeUpPolicy made) {
        this.policy = CompiledPolicy.of(made.policy());
        this.inputs = made.inputs();
        this.expected = made.allowed();
    }

    @Override
    public void call() {
        int allowed = 0;
        for (int i = 0; i < inputs.size(); i++) {
            if (policy.decide(inputs.get(i)).kind() == Decision.Kind.ALLOW) {
                allowed++;
            }
        }
        if (allowed != expected) {
            throw new IllegalStateException("allowed " + allowed + " instead of " + expected);
        }
    }

    @Override
    public void close() {}
}

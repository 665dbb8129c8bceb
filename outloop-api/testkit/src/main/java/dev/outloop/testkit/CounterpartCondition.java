package dev.outloop.testkit;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/** Evaluates {@link RequireCounterpart}; an error thrown here fails what it is on. */
final class CounterpartCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        try {
            findAnnotation(context.getElement(), RequireCounterpart.class).ifPresent(CounterpartCondition::requireAll);
            return ConditionEvaluationResult.enabled("every counterpart is there");
        } catch (TestAbortedException e) {
            return ConditionEvaluationResult.disabled(e.getMessage());
        }
    }

    private static void requireAll(RequireCounterpart required) {
        for (String program : required.value()) {
            Counterparts.require(program);
        }
    }
}

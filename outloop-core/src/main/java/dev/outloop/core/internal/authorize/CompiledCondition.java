package dev.outloop.core.internal.authorize;

import dev.outloop.core.internal.admit.LinearPattern;
import dev.outloop.policy.ParameterCondition;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A condition with its pattern compiled. Immutable. */
final class CompiledCondition {

    private final String parameter;
    private final ParameterCondition condition;
    private final @Nullable LinearPattern pattern;

    CompiledCondition(String parameter, ParameterCondition condition) {
        this.parameter = parameter;
        this.condition = condition;
        this.pattern = condition.pattern().map(LinearPattern::compile).orElse(null);
    }

    String parameter() {
        return parameter;
    }

    ParameterCondition condition() {
        return condition;
    }

    /** Whether the value meets it; a request without the value does not. */
    Truth holds(@Nullable String value) {
        if (value == null) {
            return Truth.NO;
        }
        Truth text = Truth.of(isOneOf(value) && isShortEnough(value) && matchesPattern(value));
        return text == Truth.NO ? text : inRange(value);
    }

    private boolean isOneOf(String value) {
        return condition.oneOf().isEmpty() || condition.oneOf().contains(value);
    }

    private boolean isShortEnough(String value) {
        return condition.maxChars().isEmpty()
                || value.length() <= condition.maxChars().getAsInt();
    }

    private boolean matchesPattern(String value) {
        return pattern == null || pattern.matches(value);
    }

    private Truth inRange(String value) {
        if (condition.min().isEmpty() && condition.max().isEmpty()) {
            return Truth.YES;
        }
        Optional<BigDecimal> number = PlainDecimal.parse(value);
        if (number.isEmpty()) {
            return Truth.UNDECIDED;
        }
        return Truth.of(
                condition.min().filter(min -> number.get().compareTo(min) < 0).isEmpty()
                        && condition
                                .max()
                                .filter(max -> number.get().compareTo(max) > 0)
                                .isEmpty());
    }
}

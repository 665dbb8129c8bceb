package dev.outloop.policy;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the value of one parameter has to be for a rule to apply: everything that is set here holds of it. Immutable.
 *
 * <p>A request without the parameter does not meet a condition. One whose value is no number, where the condition asks for
 * one, can be neither said to meet it nor not to: rules that deny or ask a person then apply, and rules that allow do not.
 */
public final class ParameterCondition {

    private final Set<String> oneOf;
    private final @Nullable BigDecimal min;
    private final @Nullable BigDecimal max;
    private final @Nullable String pattern;
    private final @Nullable Integer maxChars;

    private ParameterCondition(Builder builder) {
        this.oneOf = Set.copyOf(builder.oneOf);
        this.min = builder.min;
        this.max = builder.max;
        this.pattern = builder.pattern;
        this.maxChars = builder.maxChars;
    }

    /** Starts a condition that every value meets. */
    public static Builder builder() {
        return new Builder();
    }

    /** The value is this text, in its written form, letter by letter. */
    public static ParameterCondition equalTo(String value) {
        return builder().oneOf(value).build();
    }

    /** The values of which it is one; empty if it may be any. */
    public Set<String> oneOf() {
        return oneOf;
    }

    /** The least number that it is. */
    public Optional<BigDecimal> min() {
        return Optional.ofNullable(min);
    }

    /** The greatest number that it is. */
    public Optional<BigDecimal> max() {
        return Optional.ofNullable(max);
    }

    /** The pattern that the whole text matches; of the same kind as in a parameter's definition. */
    public Optional<String> pattern() {
        return Optional.ofNullable(pattern);
    }

    /** The most UTF-16 units that the text has. */
    public OptionalInt maxChars() {
        return maxChars == null ? OptionalInt.empty() : OptionalInt.of(maxChars);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ParameterCondition that
                && oneOf.equals(that.oneOf)
                && Objects.equals(min, that.min)
                && Objects.equals(max, that.max)
                && Objects.equals(pattern, that.pattern)
                && Objects.equals(maxChars, that.maxChars);
    }

    @Override
    public int hashCode() {
        return Objects.hash(oneOf, min, max, pattern, maxChars);
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("a value");
        out.append(oneOf.isEmpty() ? "" : " of a list of " + oneOf.size());
        out.append(min == null ? "" : " from " + min.toPlainString());
        out.append(max == null ? "" : " up to " + max.toPlainString());
        out.append(pattern == null ? "" : " of a pattern");
        return out.append(maxChars == null ? "" : " of at most " + maxChars + " characters")
                .toString();
    }

    /** Collects a condition. Not thread-safe. */
    public static final class Builder {
        private final Set<String> oneOf = new LinkedHashSet<>();
        private @Nullable BigDecimal min;
        private @Nullable BigDecimal max;
        private @Nullable String pattern;
        private @Nullable Integer maxChars;

        private Builder() {}

        /** One more value that it may be. */
        public Builder oneOf(String value) {
            oneOf.add(Objects.requireNonNull(value, "value"));
            return this;
        }

        /** The least number that it may be. */
        public Builder min(BigDecimal min) {
            this.min = Objects.requireNonNull(min, "min");
            return this;
        }

        /** The greatest number that it may be. */
        public Builder max(BigDecimal max) {
            this.max = Objects.requireNonNull(max, "max");
            return this;
        }

        /** The pattern that the whole text matches. */
        public Builder pattern(String pattern) {
            this.pattern = Objects.requireNonNull(pattern, "pattern");
            return this;
        }

        /** The most UTF-16 units that the text may have. */
        public Builder maxChars(int maxChars) {
            if (maxChars < 0) {
                throw new IllegalArgumentException("a text has no fewer than 0 characters");
            }
            this.maxChars = maxChars;
            return this;
        }

        /**
         * The condition.
         *
         * @throws IllegalArgumentException if no number can meet it
         */
        public ParameterCondition build() {
            if (min != null && max != null && min.compareTo(max) > 0) {
                throw new IllegalArgumentException("the range is empty");
            }
            return new ParameterCondition(this);
        }
    }
}

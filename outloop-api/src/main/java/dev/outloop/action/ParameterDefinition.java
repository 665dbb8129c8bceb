package dev.outloop.action;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A value that the agent may choose, and within which bounds. Immutable.
 *
 * <p>Patterns are matched against the whole value in time linear in its length; of the usual syntax they know literals,
 * classes, groups, alternation and the quantifiers, but no back-references or look-around. A broker refuses definitions
 * with other patterns when it is built.
 */
public final class ParameterDefinition {

    /** The longest text that a string parameter takes where its definition names no bound, in characters. */
    public static final int DEFAULT_MAX_CHARS = 1024;

    private final String name;
    private final ParameterLocation location;
    private final ParameterType type;
    private final String wireName;
    private final boolean required;
    private final int maxChars;
    private final @Nullable String pattern;
    private final @Nullable Long min;
    private final @Nullable Long max;
    private final ParameterAudit audit;

    private ParameterDefinition(Builder builder) {
        this.name = builder.name;
        this.location = builder.location;
        this.type = builder.type;
        this.wireName = builder.wireName != null
                ? builder.wireName
                : builder.location == ParameterLocation.BODY ? "/" + builder.name : builder.name;
        this.required = builder.required;
        this.maxChars = builder.maxChars;
        this.pattern = builder.pattern;
        this.min = builder.min;
        this.max = builder.max;
        this.audit = builder.audit;
    }

    /** Starts a required parameter. */
    public static Builder builder(String name, ParameterLocation location, ParameterType type) {
        return new Builder(name, location, type);
    }

    /** The name under which a typed request gives the value; unique in its action. */
    public String name() {
        return name;
    }

    /** Where the value stands. */
    public ParameterLocation location() {
        return location;
    }

    /** What values are taken. */
    public ParameterType type() {
        return type;
    }

    /** The slot, query or header name on the wire, or the RFC 6901 pointer for a body. */
    public String wireName() {
        return wireName;
    }

    /** Whether a request without it is refused. */
    public boolean required() {
        return required;
    }

    /** The longest text taken, in UTF-16 units; for strings. */
    public int maxChars() {
        return maxChars;
    }

    /** The pattern that the whole text has to match; for strings. */
    public Optional<String> pattern() {
        return Optional.ofNullable(pattern);
    }

    /** The least number taken; for integers. */
    public OptionalLong min() {
        return min == null ? OptionalLong.empty() : OptionalLong.of(min);
    }

    /** The greatest number taken; for integers. */
    public OptionalLong max() {
        return max == null ? OptionalLong.empty() : OptionalLong.of(max);
    }

    /** What the trail is told of its value. */
    public ParameterAudit audit() {
        return audit;
    }

    @Override
    public String toString() {
        return name + " (" + type + " in " + location + ")";
    }

    /** Collects a definition. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final ParameterLocation location;
        private final ParameterType type;
        private @Nullable String wireName;
        private boolean required = true;
        private int maxChars = DEFAULT_MAX_CHARS;
        private @Nullable String pattern;
        private @Nullable Long min;
        private @Nullable Long max;
        private ParameterAudit audit = ParameterAudit.FINGERPRINT;

        private Builder(String name, ParameterLocation location, ParameterType type) {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("a parameter's name is empty");
            }
            this.name = name;
            this.location = Objects.requireNonNull(location, "location");
            this.type = Objects.requireNonNull(type, "type");
        }

        /** The name on the wire, or the pointer, where it is not the parameter's own name. */
        public Builder wireName(String wireName) {
            this.wireName = Objects.requireNonNull(wireName, "wireName");
            return this;
        }

        /** Requests may leave it out. */
        public Builder optional() {
            this.required = false;
            return this;
        }

        /** The longest text taken, in UTF-16 units. */
        public Builder maxChars(int maxChars) {
            if (maxChars < 1) {
                throw new IllegalArgumentException("the longest text taken has at least one character");
            }
            this.maxChars = maxChars;
            return this;
        }

        /** The pattern that the whole text has to match. */
        public Builder pattern(String pattern) {
            this.pattern = Objects.requireNonNull(pattern, "pattern");
            return this;
        }

        /** The least and the greatest number taken. */
        public Builder range(@Nullable Long min, @Nullable Long max) {
            if (min != null && max != null && min > max) {
                throw new IllegalArgumentException("the range is empty");
            }
            this.min = min;
            this.max = max;
            return this;
        }

        /** What the trail is told of its value; a fingerprint if this is not called. */
        public Builder audit(ParameterAudit audit) {
            this.audit = Objects.requireNonNull(audit, "audit");
            return this;
        }

        /** The definition. */
        public ParameterDefinition build() {
            return new ParameterDefinition(this);
        }
    }
}

package dev.outloop.action;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
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

    /** The longest JSON that a parameter takes where its definition names no bound, in characters. */
    public static final int DEFAULT_MAX_JSON_CHARS = 64 * 1024;

    /** The most values in JSON, or requests, that a parameter takes where its definition names no bound. */
    public static final int DEFAULT_MAX_ELEMENTS = 1000;

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
    private final int maxElements;
    private final @Nullable ResourceTemplate template;
    private final Map<String, String> queries;
    private final boolean credentialScope;

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
        this.maxElements = builder.maxElements;
        this.template = builder.template;
        this.queries = Collections.unmodifiableMap(new LinkedHashMap<>(builder.queries));
        this.credentialScope = builder.credentialScope;
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

    /** The longest text taken, in UTF-16 units; for strings, queries and JSON. */
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

    /** The most values taken in JSON, counted at every level, or the most requests. */
    public int maxElements() {
        return maxElements;
    }

    /** The resource's name, with the pin in it, that the whole text has to be; for strings. */
    public Optional<ResourceTemplate> template() {
        return Optional.ofNullable(template);
    }

    /** The texts that may be chosen, by name; empty if the agent writes its own. For queries. */
    public Map<String, String> queries() {
        return queries;
    }

    /** Whether the person says that the credential alone bounds what a query of the agent's own reaches. */
    public boolean credentialScope() {
        return credentialScope;
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
        private int maxChars;
        private @Nullable String pattern;
        private @Nullable Long min;
        private @Nullable Long max;
        private ParameterAudit audit = ParameterAudit.FINGERPRINT;
        private int maxElements = DEFAULT_MAX_ELEMENTS;
        private @Nullable ResourceTemplate template;
        private Map<String, String> queries = Map.of();
        private boolean credentialScope;

        private Builder(String name, ParameterLocation location, ParameterType type) {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("a parameter's name is empty");
            }
            this.name = name;
            this.location = Objects.requireNonNull(location, "location");
            this.type = Objects.requireNonNull(type, "type");
            this.maxChars = type.isTree() ? DEFAULT_MAX_JSON_CHARS : DEFAULT_MAX_CHARS;
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

        /** The most values taken in JSON, counted at every level, or the most requests. */
        public Builder maxElements(int maxElements) {
            if (maxElements < 1) {
                throw new IllegalArgumentException("the most values taken are at least one");
            }
            this.maxElements = maxElements;
            return this;
        }

        /** The resource's name, with the pin in it, that the whole text has to be. */
        public Builder template(ResourceTemplate template) {
            this.template = Objects.requireNonNull(template, "template");
            return this;
        }

        /** The texts of which requests choose one, by name. */
        public Builder queries(Map<String, String> queries) {
            this.queries = Map.copyOf(queries);
            return this;
        }

        /** The agent writes the query, and the credential alone bounds what it reaches. */
        public Builder credentialScope() {
            this.credentialScope = true;
            return this;
        }

        /** The definition. */
        public ParameterDefinition build() {
            return new ParameterDefinition(this);
        }
    }
}

package dev.outloop.policy;

import dev.outloop.identity.Name;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One sentence of a policy: which requests it speaks of, and what holds for them. Immutable.
 *
 * <p>A rule applies to a request that meets everything it names; what it does not name may be anything. Rules have no
 * order: of all that apply, one that denies is stronger than one that asks a person, and that is stronger than one that
 * allows. A rule of kind {@link Decision.Kind#NONE} has no opinion and only names limits.
 */
public final class PolicyRule {

    private final String name;
    private final Decision.Kind effect;
    private final Map<Subject, Set<String>> subjects;
    private final @Nullable Boolean writes;
    private final Map<String, ParameterCondition> parameters;
    private final List<TimeWindow> times;
    private final @Nullable Instant from;
    private final @Nullable Instant until;
    private final @Nullable String reason;
    private final Set<String> limits;
    private final ApprovalTerms approval;

    private PolicyRule(Builder builder) {
        this.name = builder.name;
        this.effect = builder.effect;
        Map<Subject, Set<String>> named = new TreeMap<>();
        builder.subjects.forEach((subject, values) -> named.put(subject, Set.copyOf(values)));
        this.subjects = Map.copyOf(named);
        this.writes = builder.writes;
        this.parameters = Map.copyOf(builder.parameters);
        this.times = List.copyOf(builder.times);
        this.from = builder.from;
        this.until = builder.until;
        this.reason = builder.reason;
        this.limits = Set.copyOf(builder.limits);
        this.approval = builder.approval;
    }

    /** What a rule can name of a request. A later version may have more. */
    public static final class Subject implements Comparable<Subject> {
        /** The caller's workspace, by name. */
        public static final Subject WORKSPACE = new Subject("workspaces", 0);
        /** The workspace's tenant, by id. */
        public static final Subject TENANT = new Subject("tenants", 1);
        /** The caller's runtime, by name. */
        public static final Subject RUNTIME = new Subject("runtimes", 2);
        /** The alias. */
        public static final Subject ALIAS = new Subject("aliases", 3);
        /** The service, by name. */
        public static final Subject SERVICE = new Subject("services", 4);
        /** The action, by name. */
        public static final Subject ACTION = new Subject("actions", 5);
        /** The method, in upper case. */
        public static final Subject METHOD = new Subject("methods", 6);

        private final String key;
        private final int order;

        private Subject(String key, int order) {
            this.key = key;
            this.order = order;
        }

        /** All of them, in the order in which they are shown. */
        public static List<Subject> all() {
            return List.of(WORKSPACE, TENANT, RUNTIME, ALIAS, SERVICE, ACTION, METHOD);
        }

        /** The key by which configurations mean it, such as {@code workspaces}. */
        public String key() {
            return key;
        }

        @Override
        public int compareTo(Subject other) {
            return Integer.compare(order, other.order);
        }

        @Override
        public String toString() {
            return key;
        }
    }

    /**
     * Starts a rule that applies to every request.
     *
     * @throws IllegalArgumentException if the name is not a {@link Name}
     */
    public static Builder builder(String name, Decision.Kind effect) {
        return new Builder(name, effect);
    }

    /** The name, unique in its policy, by which explanations and the trail mean it. */
    public String name() {
        return name;
    }

    /** What holds for the requests that it applies to. */
    public Decision.Kind effect() {
        return effect;
    }

    /** The values of which the request's is one; empty if it may be any. */
    public Set<String> named(Subject subject) {
        return subjects.getOrDefault(subject, Set.of());
    }

    /** Whether the action changes something, if the rule asks. */
    public Optional<Boolean> writes() {
        return Optional.ofNullable(writes);
    }

    /** What holds of parameters, by their names. */
    public Map<String, ParameterCondition> parameters() {
        return parameters;
    }

    /** The hours of which the request falls into one; empty if any will do. */
    public List<TimeWindow> times() {
        return times;
    }

    /** The first instant at which it applies. */
    public Optional<Instant> from() {
        return Optional.ofNullable(from);
    }

    /** The instant from which on it no longer applies. */
    public Optional<Instant> until() {
        return Optional.ofNullable(until);
    }

    /** A sentence for agents and people. */
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    /** The limits that a request is counted by if the rule applies, by name. */
    public Set<String> limits() {
        return limits;
    }

    /** What a yes is good for; of a rule that asks a person. */
    public ApprovalTerms approval() {
        return approval;
    }

    @Override
    public String toString() {
        return name + " (" + effect + ")";
    }

    /** Collects a rule. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final Decision.Kind effect;
        private final Map<Subject, Set<String>> subjects = new LinkedHashMap<>();
        private @Nullable Boolean writes;
        private final Map<String, ParameterCondition> parameters = new LinkedHashMap<>();
        private final List<TimeWindow> times = new ArrayList<>();
        private @Nullable Instant from;
        private @Nullable Instant until;
        private @Nullable String reason;
        private final Set<String> limits = new LinkedHashSet<>();
        private ApprovalTerms approval = ApprovalTerms.once();

        private Builder(String name, Decision.Kind effect) {
            this.name = Name.require("rule", name);
            this.effect = Objects.requireNonNull(effect, "effect");
        }

        /** One more value that the request's may be. */
        public Builder named(Subject subject, String value) {
            subjects.computeIfAbsent(Objects.requireNonNull(subject, "subject"), any -> new LinkedHashSet<>())
                    .add(Objects.requireNonNull(value, "value"));
            return this;
        }

        /** Whether the action changes something. */
        public Builder writes(boolean writes) {
            this.writes = writes;
            return this;
        }

        /** What holds of a parameter. */
        public Builder parameter(String parameter, ParameterCondition condition) {
            parameters.put(
                    Objects.requireNonNull(parameter, "parameter"), Objects.requireNonNull(condition, "condition"));
            return this;
        }

        /** One more window that the request may fall into. */
        public Builder time(TimeWindow window) {
            times.add(Objects.requireNonNull(window, "window"));
            return this;
        }

        /** The first instant at which it applies. */
        public Builder from(Instant from) {
            this.from = Objects.requireNonNull(from, "from");
            return this;
        }

        /** The instant from which on it no longer applies. */
        public Builder until(Instant until) {
            this.until = Objects.requireNonNull(until, "until");
            return this;
        }

        /** A sentence for agents and people. */
        public Builder reason(String reason) {
            this.reason = Objects.requireNonNull(reason, "reason");
            return this;
        }

        /** One more limit that the request is counted by. */
        public Builder limit(String limit) {
            limits.add(Name.require("limit", limit));
            return this;
        }

        /** What a yes is good for. */
        public Builder approval(ApprovalTerms approval) {
            this.approval = Objects.requireNonNull(approval, "approval");
            return this;
        }

        /** The rule. */
        public PolicyRule build() {
            return new PolicyRule(this);
        }
    }
}

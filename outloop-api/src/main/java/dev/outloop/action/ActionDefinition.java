package dev.outloop.action;

import dev.outloop.identity.Name;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One approved operation of a service: a method, a path template, and what may be chosen in it. Immutable. */
public final class ActionDefinition {

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

    private final String name;
    private final String method;
    private final PathTemplate path;
    private final List<ParameterDefinition> parameters;
    private final List<PinPlace> pins;
    private final BodyRule body;
    private final boolean readOnly;
    private final @Nullable String about;
    private final @Nullable ResponseFields response;

    private ActionDefinition(Builder builder) {
        this.name = builder.name;
        this.method = builder.method;
        this.path = builder.path;
        this.parameters = List.copyOf(builder.parameters);
        this.pins = List.copyOf(builder.pins);
        this.readOnly = builder.readOnly != null ? builder.readOnly : READING.contains(method);
        this.about = builder.about;
        this.response = builder.response;
        this.body = builder.body != null ? builder.body : WITH_BODY.contains(method) ? BodyRule.JSON : BodyRule.NONE;
    }

    /**
     * Starts an action.
     *
     * @throws IllegalArgumentException if the name is not a {@link Name} or the method is not one of the seven that
     *     actions have
     */
    public static Builder builder(String name, String method, PathTemplate path) {
        return new Builder(name, method, path);
    }

    /** The name by which accesses and agents know it; unique in its service. */
    public String name() {
        return name;
    }

    /** The method, in upper case. */
    public String method() {
        return method;
    }

    /** The path below the service's URL. */
    public PathTemplate path() {
        return path;
    }

    /** What the agent may choose, in the order of the definition. */
    public List<ParameterDefinition> parameters() {
        return parameters;
    }

    /** Where pinned values stand outside the path. */
    public List<PinPlace> pins() {
        return pins;
    }

    /** What body it takes. */
    public BodyRule body() {
        return body;
    }

    /** Whether it changes nothing at the service: by its method, unless the definition says otherwise. */
    public boolean readOnly() {
        return readOnly;
    }

    /** A sentence for agents and people. */
    public Optional<String> about() {
        return Optional.ofNullable(about);
    }

    /** The fields of the answer that are given back; empty if all of it is. */
    public Optional<ResponseFields> response() {
        return Optional.ofNullable(response);
    }

    @Override
    public String toString() {
        return name + " (" + method + " " + path + ")";
    }

    /** Collects a definition. Not thread-safe. */
    public static final class Builder {
        private final String name;
        private final String method;
        private final PathTemplate path;
        private final List<ParameterDefinition> parameters = new ArrayList<>();
        private final List<PinPlace> pins = new ArrayList<>();
        private @Nullable BodyRule body;
        private @Nullable Boolean readOnly;
        private @Nullable String about;
        private @Nullable ResponseFields response;

        private Builder(String name, String method, PathTemplate path) {
            this.name = Name.require("action", name);
            if (!METHODS.contains(method)) {
                throw new IllegalArgumentException("an action's method is one of " + METHODS);
            }
            this.method = method;
            this.path = Objects.requireNonNull(path, "path");
        }

        /** Something the agent may choose. */
        public Builder parameter(ParameterDefinition parameter) {
            if (parameters.stream().anyMatch(known -> known.name().equals(parameter.name()))) {
                throw new IllegalArgumentException("the parameter " + parameter.name() + " is declared twice");
            }
            parameters.add(parameter);
            return this;
        }

        /** A place outside the path where a pinned value stands. */
        public Builder pin(PinPlace place) {
            pins.add(Objects.requireNonNull(place, "place"));
            return this;
        }

        /** What body it takes, where that does not follow from the method. */
        public Builder body(BodyRule body) {
            this.body = Objects.requireNonNull(body, "body");
            return this;
        }

        /** Whether it changes nothing at the service, where that does not follow from the method. */
        public Builder readOnly(boolean readOnly) {
            this.readOnly = readOnly;
            return this;
        }

        /** A sentence for agents and people. */
        public Builder about(String about) {
            this.about = Objects.requireNonNull(about, "about");
            return this;
        }

        /** The fields of the answer that are given back, where not all of it is. */
        public Builder response(ResponseFields response) {
            this.response = Objects.requireNonNull(response, "response");
            return this;
        }

        /** The definition. */
        public ActionDefinition build() {
            return new ActionDefinition(this);
        }
    }
}

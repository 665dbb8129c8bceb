package dev.outloop.action;

import dev.outloop.identity.Caller;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an agent asks for: an approved action by name with parameters, or the same as a raw HTTP request.
 *
 * <p>Nothing in it is trusted or checked before a broker admits it. Immutable; a body is copied in and out. Its
 * {@code toString} has names only, no values.
 */
public final class ActionRequest {

    private final Caller caller;
    private final String alias;
    private final @Nullable String action;
    private final Map<String, Object> parameters;
    private final @Nullable String method;
    private final @Nullable String target;
    private final List<HttpField> headers;
    private final byte @Nullable [] body;

    private ActionRequest(Builder builder) {
        this.caller = builder.caller;
        this.alias = builder.alias;
        this.action = builder.action;
        this.parameters = Collections.unmodifiableMap(new LinkedHashMap<>(builder.parameters));
        this.method = builder.method;
        this.target = builder.target;
        this.headers = List.copyOf(builder.headers);
        this.body = builder.body;
    }

    /** Starts a request for an action by its name. */
    public static Builder action(Caller caller, String alias, String action) {
        return new Builder(caller, alias, Objects.requireNonNull(action, "action"), null, null);
    }

    /**
     * Starts a raw request, which has to match the template of an approved action.
     *
     * @param target the path below the service's URL, and the query if there is one: {@code /items?limit=5}
     */
    public static Builder http(Caller caller, String alias, String method, String target) {
        return new Builder(
                caller,
                alias,
                null,
                Objects.requireNonNull(method, "method"),
                Objects.requireNonNull(target, "target"));
    }

    /** Who asks. */
    public Caller caller() {
        return caller;
    }

    /** The access, as the agent calls it. */
    public String alias() {
        return alias;
    }

    /** The action's name; empty for a raw request. */
    public Optional<String> action() {
        return Optional.ofNullable(action);
    }

    /** The parameters by name: {@link String}, {@link Long} or {@link Boolean}. */
    public Map<String, Object> parameters() {
        return parameters;
    }

    /** The method of a raw request. */
    public Optional<String> method() {
        return Optional.ofNullable(method);
    }

    /** The path and query of a raw request, as given. */
    public Optional<String> target() {
        return Optional.ofNullable(target);
    }

    /** The header fields of a raw request, as given. */
    public List<HttpField> headers() {
        return headers;
    }

    /** A copy of the body, if the request has one. */
    public Optional<byte[]> body() {
        return body == null ? Optional.empty() : Optional.of(body.clone());
    }

    /** The body's length in bytes; 0 without a body. */
    public int bodyLength() {
        return body == null ? 0 : body.length;
    }

    @Override
    public String toString() {
        return action != null ? "ActionRequest[typed]" : "ActionRequest[raw]";
    }

    /** Collects a request. Not thread-safe. */
    public static final class Builder {
        private final Caller caller;
        private final String alias;
        private final @Nullable String action;
        private final @Nullable String method;
        private final @Nullable String target;
        private final Map<String, Object> parameters = new LinkedHashMap<>();
        private final List<HttpField> headers = new ArrayList<>();
        private byte @Nullable [] body;

        private Builder(
                Caller caller,
                String alias,
                @Nullable String action,
                @Nullable String method,
                @Nullable String target) {
            this.caller = Objects.requireNonNull(caller, "caller");
            this.alias = Objects.requireNonNull(alias, "alias");
            this.action = action;
            this.method = method;
            this.target = target;
        }

        /** A parameter as text; for integers and booleans their written form is taken too. */
        public Builder with(String name, String value) {
            parameters.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
            return this;
        }

        /** A parameter as a number. */
        public Builder with(String name, long value) {
            parameters.put(Objects.requireNonNull(name, "name"), value);
            return this;
        }

        /** A parameter as a truth value. */
        public Builder with(String name, boolean value) {
            parameters.put(Objects.requireNonNull(name, "name"), value);
            return this;
        }

        /** A header field of a raw request. */
        public Builder header(String name, String value) {
            headers.add(new HttpField(name, value));
            return this;
        }

        /** The body of a raw request, copied. Its media type goes into the header {@code Content-Type}. */
        public Builder body(byte[] body) {
            this.body = body.clone();
            return this;
        }

        /** The request. */
        public ActionRequest build() {
            return new ActionRequest(this);
        }
    }
}

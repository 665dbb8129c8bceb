package dev.outloop.policy;

import dev.outloop.action.HttpField;
import dev.outloop.identity.AgentRuntime;
import dev.outloop.identity.Workspace;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a person is asked: who wants to do what, as it would be sent, and why a yes is needed. Immutable.
 *
 * <p>It has the whole request but for the credential, which is in no request before it is sent. Values that agents give may
 * be confidential; it is for the person's side alone, and its {@code toString} has names only.
 */
public final class ApprovalRequest {

    private final String id;
    private final Workspace workspace;
    private final AgentRuntime runtime;
    private final String alias;
    private final String service;
    private final String action;
    private final boolean writes;
    private final String method;
    private final String url;
    private final List<HttpField> headers;
    private final byte @Nullable [] body;
    private final String rule;
    private final String reason;
    private final ApprovalTerms terms;
    private final String fingerprint;
    private final String definition;
    private final Instant requestedAt;

    private ApprovalRequest(Builder builder) {
        this.id = Objects.requireNonNull(builder.id, "id");
        this.workspace = Objects.requireNonNull(builder.workspace, "workspace");
        this.runtime = Objects.requireNonNull(builder.runtime, "runtime");
        this.alias = Objects.requireNonNull(builder.alias, "alias");
        this.service = Objects.requireNonNull(builder.service, "service");
        this.action = Objects.requireNonNull(builder.action, "action");
        this.writes = builder.writes;
        this.method = Objects.requireNonNull(builder.method, "method");
        this.url = Objects.requireNonNull(builder.url, "url");
        this.headers = List.copyOf(builder.headers);
        this.body = builder.body;
        this.rule = Objects.requireNonNull(builder.rule, "rule");
        this.reason = Objects.requireNonNull(builder.reason, "reason");
        this.terms = Objects.requireNonNull(builder.terms, "terms");
        this.fingerprint = Objects.requireNonNull(builder.fingerprint, "fingerprint");
        this.definition = Objects.requireNonNull(builder.definition, "definition");
        this.requestedAt = Objects.requireNonNull(builder.requestedAt, "requestedAt");
    }

    /** Starts a request; all but body and headers is required. */
    public static Builder builder(String id) {
        return new Builder(id);
    }

    /** The id by which it is approved or rejected; an agent may know it. */
    public String id() {
        return id;
    }

    /** The caller's workspace. */
    public Workspace workspace() {
        return workspace;
    }

    /** The caller's runtime. */
    public AgentRuntime runtime() {
        return runtime;
    }

    /** The alias. */
    public String alias() {
        return alias;
    }

    /** The service. */
    public String service() {
        return service;
    }

    /** The action. */
    public String action() {
        return action;
    }

    /** Whether it changes something. */
    public boolean writes() {
        return writes;
    }

    /** The method. */
    public String method() {
        return method;
    }

    /** The whole URL with its query, as it would be sent, but for a credential in it. */
    public String url() {
        return url;
    }

    /** The header fields, as they would be sent, but for the credential. */
    public List<HttpField> headers() {
        return headers;
    }

    /** A copy of the body that would be sent, if there is one. */
    public Optional<byte[]> body() {
        return body == null ? Optional.empty() : Optional.of(body.clone());
    }

    /** The rule that wants a yes. */
    public String rule() {
        return rule;
    }

    /** Why. */
    public String reason() {
        return reason;
    }

    /** What a yes is good for. */
    public ApprovalTerms terms() {
        return terms;
    }

    /** Tells the request apart from every other: a hash of all that is shown here, and of its definitions. */
    public String fingerprint() {
        return fingerprint;
    }

    /** The hash of everything that the access grants and of the service as defined. */
    public String definition() {
        return definition;
    }

    /** When it was asked for. */
    public Instant requestedAt() {
        return requestedAt;
    }

    /** When it no longer waits. */
    public Instant expiresAt() {
        return requestedAt.plus(terms.waiting());
    }

    @Override
    public String toString() {
        return id + " " + workspace.name() + "/" + runtime + " " + alias + " " + action;
    }

    /** Collects a request. Not thread-safe. */
    @SuppressWarnings("NullAway.Init") // build() refuses a request that lacks one of them
    public static final class Builder {
        private final String id;
        private Workspace workspace;
        private AgentRuntime runtime;
        private String alias;
        private String service;
        private String action;
        private boolean writes;
        private String method;
        private String url;
        private List<HttpField> headers = List.of();
        private byte @Nullable [] body;
        private String rule;
        private String reason = "";
        private ApprovalTerms terms = ApprovalTerms.once();
        private String fingerprint;
        private String definition;
        private Instant requestedAt;

        private Builder(String id) {
            this.id = id;
        }

        /** Who asks. */
        public Builder caller(Workspace workspace, AgentRuntime runtime) {
            this.workspace = workspace;
            this.runtime = runtime;
            return this;
        }

        /** What is asked for. */
        public Builder action(String alias, String service, String action, boolean writes) {
            this.alias = alias;
            this.service = service;
            this.action = action;
            this.writes = writes;
            return this;
        }

        /** What would be sent. */
        public Builder http(String method, String url, List<HttpField> headers, byte @Nullable [] body) {
            this.method = method;
            this.url = url;
            this.headers = headers;
            this.body = body == null ? null : body.clone();
            return this;
        }

        /** Why a yes is needed, and what it is good for. */
        public Builder rule(String rule, String reason, ApprovalTerms terms) {
            this.rule = rule;
            this.reason = reason;
            this.terms = terms;
            return this;
        }

        /** What the yes is bound to. */
        public Builder fingerprint(String fingerprint, String definition) {
            this.fingerprint = fingerprint;
            this.definition = definition;
            return this;
        }

        /** When it was asked for. */
        public Builder requestedAt(Instant requestedAt) {
            this.requestedAt = requestedAt;
            return this;
        }

        /**
         * The request.
         *
         * @throws NullPointerException if something required is missing
         */
        public ApprovalRequest build() {
            return new ApprovalRequest(this);
        }
    }
}

package dev.outloop.spi;

import dev.outloop.secret.Secret;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request to a vault's server. Immutable; the secrets in it belong to whoever gave them, and are open until the request
 * was sent.
 *
 * <p>References and settings may go into it as they are. {@link VaultHttp#send} refuses what would reach the server as
 * something else: control characters and half characters anywhere; segments that are empty, or {@code .} or {@code ..}
 * by themselves or between slashes; header values beyond visible ASCII; header fields that are there twice in any case,
 * or are the transport's own ({@code Host}, {@code Content-Length}, {@code Connection} and their kind). The port sets
 * {@code User-Agent} and {@code Accept-Encoding} itself, whatever a request says.
 */
public final class VaultHttpRequest {

    /** How long a response may be where nothing else is said: 1 MiB. */
    public static final int DEFAULT_MAX_RESPONSE_BYTES = 1024 * 1024;

    private static final int MAX_RESPONSE_BYTES = 64 * 1024 * 1024;

    private final String method;
    private final List<String> segments;
    private final Map<String, String> query;
    private final Map<String, String> headers;
    private final Map<String, SecretHeader> secretHeaders;
    private final Map<String, Object> members;
    private final Instant deadline;
    private final int maxResponseBytes;

    /** A header field whose value ends in a secret. Immutable. */
    public static final class SecretHeader {
        private final String prefix;
        private final Secret secret;

        private SecretHeader(String prefix, Secret secret) {
            this.prefix = prefix;
            this.secret = Objects.requireNonNull(secret, "secret");
        }

        /** What stands before the secret, such as {@code "Bearer "}; may be empty. */
        public String prefix() {
            return prefix;
        }

        /** The secret, which belongs to whoever gave it. */
        public Secret secret() {
            return secret;
        }

        /** Nothing of it. */
        @Override
        public String toString() {
            return "SecretHeader";
        }
    }

    private VaultHttpRequest(Builder builder) {
        this.method = builder.method;
        this.segments = List.copyOf(builder.segments);
        this.query = copy(builder.query);
        this.headers = copy(builder.headers);
        this.secretHeaders = copy(builder.secretHeaders);
        this.members = copy(builder.members);
        this.deadline = Objects.requireNonNull(builder.deadline, "deadline");
        this.maxResponseBytes = builder.maxResponseBytes;
    }

    /**
     * Starts a GET.
     *
     * @param segments the path below the vault's URL, decoded; each is encoded so that it stands for itself
     */
    public static Builder get(String... segments) {
        return new Builder("GET", List.of(segments));
    }

    /**
     * Starts a POST.
     *
     * @param segments the path below the vault's URL, decoded; each is encoded so that it stands for itself
     */
    public static Builder post(String... segments) {
        return new Builder("POST", List.of(segments));
    }

    /** The method. */
    public String method() {
        return method;
    }

    /** The path below the vault's URL, decoded. */
    public List<String> segments() {
        return segments;
    }

    /** The query, decoded, in order. */
    public Map<String, String> query() {
        return query;
    }

    /** The header fields that hold no secret. */
    public Map<String, String> headers() {
        return headers;
    }

    /** The header fields that do. */
    public Map<String, SecretHeader> secretHeaders() {
        return secretHeaders;
    }

    /** The members of the JSON object that is the body, each a {@code String} or a {@link Secret}; empty without one. */
    public Map<String, Object> members() {
        return members;
    }

    /** Until when an answer is of use, by the clock of the {@link VaultContext}. */
    public Instant deadline() {
        return deadline;
    }

    /** How long the response may be, uncompressed. */
    public int maxResponseBytes() {
        return maxResponseBytes;
    }

    /** The method alone. */
    @Override
    public String toString() {
        return "VaultHttpRequest[" + method + "]";
    }

    private static <V> Map<String, V> copy(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    /** Collects a request. Not thread-safe. */
    public static final class Builder {
        private final String method;
        private final List<String> segments;
        private final Map<String, String> query = new LinkedHashMap<>();
        private final Map<String, String> headers = new LinkedHashMap<>();
        private final Map<String, SecretHeader> secretHeaders = new LinkedHashMap<>();
        private final Map<String, Object> members = new LinkedHashMap<>();
        private @Nullable Instant deadline;
        private int maxResponseBytes = DEFAULT_MAX_RESPONSE_BYTES;

        private Builder(String method, List<String> segments) {
            this.method = method;
            this.segments = new ArrayList<>(segments);
        }

        /** A pair of the query. */
        public Builder query(String name, String value) {
            query.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
            return this;
        }

        /** A header field that holds no secret. */
        public Builder header(String name, String value) {
            headers.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
            return this;
        }

        /** A header field that holds a secret and nothing else. */
        public Builder secretHeader(String name, Secret secret) {
            return secretHeader(name, "", secret);
        }

        /** {@code Authorization: Bearer} with the secret (RFC 6750, section 2.1). */
        public Builder bearer(Secret token) {
            return secretHeader("Authorization", "Bearer ", token);
        }

        private Builder secretHeader(String name, String prefix, Secret secret) {
            secretHeaders.put(
                    Objects.requireNonNull(name, "name"),
                    new SecretHeader(prefix, Objects.requireNonNull(secret, "secret")));
            return this;
        }

        /** A member of the JSON object that is the body. */
        public Builder member(String name, String value) {
            members.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
            return this;
        }

        /** A member of the JSON object that is the body, a secret of UTF-8 text. */
        public Builder member(String name, Secret value) {
            members.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
            return this;
        }

        /** Until when an answer is of use, by the clock of the {@link VaultContext}; required. */
        public Builder deadline(Instant deadline) {
            this.deadline = Objects.requireNonNull(deadline, "deadline");
            return this;
        }

        /**
         * How long the response may be, up to 64 MiB.
         *
         * @throws IllegalArgumentException if it is not positive or more than that
         */
        public Builder maxResponseBytes(int bytes) {
            if (bytes <= 0 || bytes > MAX_RESPONSE_BYTES) {
                throw new IllegalArgumentException("a response has from 1 byte to 64 MiB");
            }
            this.maxResponseBytes = bytes;
            return this;
        }

        /**
         * The request.
         *
         * @throws NullPointerException if it has no deadline
         */
        public VaultHttpRequest build() {
            return new VaultHttpRequest(this);
        }
    }
}

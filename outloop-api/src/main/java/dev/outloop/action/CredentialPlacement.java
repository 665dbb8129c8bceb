package dev.outloop.action;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where one part of an access's secrets goes on the wire: a header, with text before it, or a query pair.
 *
 * <p>Bearer tokens are RFC 6750, section 2.1; basic credentials are RFC 7617. Immutable.
 */
public final class CredentialPlacement {

    /** The part's name where an access has a single secret. */
    public static final String DEFAULT_PART = "secret";

    private static final String AUTHORIZATION = "Authorization";

    private final String part;
    private final @Nullable String header;
    private final @Nullable String query;
    private final @Nullable String basicUsername;
    private final String prefix;

    private CredentialPlacement(
            String part,
            @Nullable String header,
            @Nullable String query,
            @Nullable String basicUsername,
            String prefix) {
        this.part = Objects.requireNonNull(part, "part");
        this.header = header;
        this.query = query;
        this.basicUsername = basicUsername;
        this.prefix = Objects.requireNonNull(prefix, "prefix");
    }

    /** {@code Authorization: Bearer PART}. */
    public static CredentialPlacement bearer(String part) {
        return new CredentialPlacement(part, AUTHORIZATION, null, null, "Bearer ");
    }

    /** The header {@code name: prefixPART}; the prefix may be empty. */
    public static CredentialPlacement header(String name, String prefix, String part) {
        return new CredentialPlacement(part, Objects.requireNonNull(name, "name"), null, null, prefix);
    }

    /** The query pair {@code name=PART}, percent-encoded. */
    public static CredentialPlacement query(String name, String part) {
        return new CredentialPlacement(part, null, Objects.requireNonNull(name, "name"), null, "");
    }

    /** {@code Authorization: Basic base64(username:PART)}; the username is no secret and has no colon. */
    public static CredentialPlacement basic(String username, String part) {
        if (username.indexOf(':') >= 0) {
            throw new IllegalArgumentException("a basic user name has no colon (RFC 7617, section 2)");
        }
        return new CredentialPlacement(part, AUTHORIZATION, null, username, "Basic ");
    }

    /** The name of the secret, among those of the access. */
    public String part() {
        return part;
    }

    /** The header's name, if it goes into a header. */
    public Optional<String> header() {
        return Optional.ofNullable(header);
    }

    /** The query name, if it goes into the query. */
    public Optional<String> query() {
        return Optional.ofNullable(query);
    }

    /** The user name, for a basic credential. */
    public Optional<String> basicUsername() {
        return Optional.ofNullable(basicUsername);
    }

    /** What stands before the value in a header. */
    public String prefix() {
        return prefix;
    }

    @Override
    public String toString() {
        return part + " in " + (header != null ? "header " + header : "query " + query);
    }
}

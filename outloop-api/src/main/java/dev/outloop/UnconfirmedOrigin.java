package dev.outloop;

import dev.outloop.secret.SecretRef;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A secret that would go to another origin than those that it is known to belong to. It is sent there only once a person
 * has confirmed that. Immutable; holds a reference, never a secret.
 *
 * <p>An origin is scheme, host and port (RFC 6454, section 4), without a path: whoever serves an origin serves all of its
 * paths.
 */
public final class UnconfirmedOrigin {

    private final SecretRef reference;
    private final String service;
    private final String origin;
    private final List<String> confirmed;

    private UnconfirmedOrigin(SecretRef reference, String service, String origin, Collection<String> confirmed) {
        this.reference = Objects.requireNonNull(reference, "reference");
        this.service = Objects.requireNonNull(service, "service");
        this.origin = Objects.requireNonNull(origin, "origin");
        this.confirmed = confirmed.stream().sorted().toList();
    }

    /**
     * A secret on its way to another origin.
     *
     * @param service the name of the service that has moved, or that has begun to use the secret
     * @param origin where that service is: {@code SCHEME://HOST}, with {@code :PORT} where it is not the scheme's own
     * @param confirmed where the secret has been sent so far
     */
    public static UnconfirmedOrigin of(
            SecretRef reference, String service, String origin, Collection<String> confirmed) {
        return new UnconfirmedOrigin(reference, service, origin, confirmed);
    }

    /** Where the secret lies. */
    public SecretRef reference() {
        return reference;
    }

    /** The name of the service. */
    public String service() {
        return service;
    }

    /** Where the service is. */
    public String origin() {
        return origin;
    }

    /** The origins that the secret is known to belong to, in the order of their text. */
    public List<String> confirmed() {
        return confirmed;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof UnconfirmedOrigin that
                && reference.equals(that.reference)
                && service.equals(that.service)
                && origin.equals(that.origin)
                && confirmed.equals(that.confirmed);
    }

    @Override
    public int hashCode() {
        return Objects.hash(reference, service, origin, confirmed);
    }

    /** Everything, for a person to read. */
    @Override
    public String toString() {
        return reference + " of " + service + ": " + origin + " in place of " + String.join(", ", confirmed);
    }
}

package dev.outloop.core.internal.dispatch;

import dev.outloop.action.CredentialPlacement;
import dev.outloop.action.ExchangeLimits;
import dev.outloop.action.NetworkRule;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.action.ServiceUrl;
import dev.outloop.core.internal.admit.CallScope;
import dev.outloop.core.internal.admit.CanonicalRequest;
import dev.outloop.core.internal.journal.Stopped;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Secret;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;

/**
 * The server of one vault, reached by the same code as services are: same address rule, TLS, framing and bounds, and
 * connections of its own. Whoever built it closes it. Thread-safe; blocking.
 */
public final class VaultServer implements AutoCloseable {

    private static final long MAX_BODY_BYTES = 64L * 1024 * 1024;

    private final NameLookup names;
    private final Upstream upstream;

    /** @throws IllegalArgumentException if the network rule cannot be used */
    public VaultServer(String name, ServiceUrl url, NetworkRule network, NameResolver resolver, Clock clock) {
        ServiceDefinition service = ServiceDefinition.builder(name, url)
                .network(network)
                .limits(ExchangeLimits.builder()
                        .maxResponseBodyBytes(MAX_BODY_BYTES)
                        .build())
                .build();
        this.names = new NameLookup(resolver, true);
        this.upstream = Upstream.ofVault(service, names, new RuntimeTrust(), clock);
    }

    /** Whether a request may have a field of that name: a token (RFC 9110, section 5.6.2) that transport does not own. */
    public static boolean isFieldToSet(String name) {
        return OutgoingRequest.isFieldToSet(name);
    }

    /**
     * Sends the request with the secrets in their headers, and returns the response's head; the caller reads or closes
     * the body. Interrupting the thread ends it.
     *
     * @throws Stopped if there is no response; its sentences are about services, so only its code is of use
     */
    public Received exchange(
            CanonicalRequest request,
            List<CredentialPlacement> placements,
            Function<String, Secret> secrets,
            CallScope scope)
            throws Stopped {
        upstream.connections().closeIdle();
        return upstream.exchange(request, new Credentials(placements, secrets), OutgoingRequest.IDENTITY, scope);
    }

    @Override
    public void close() {
        upstream.close(ErrorCode.BROKER_CLOSED);
        names.close();
    }
}

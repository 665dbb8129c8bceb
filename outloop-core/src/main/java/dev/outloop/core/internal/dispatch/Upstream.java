package dev.outloop.core.internal.dispatch;

import dev.outloop.action.ServiceDefinition;
import dev.outloop.core.internal.admit.CallScope;
import dev.outloop.core.internal.admit.CanonicalRequest;
import dev.outloop.core.internal.journal.Stopped;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Secret;
import java.time.Clock;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.TrustManager;

/** A service as one access of one workspace reaches it, with connections and TLS sessions of its own. Thread-safe. */
final class Upstream {

    private final ServiceDefinition service;
    private final Connector connector;
    private final Connections connections;

    /** @throws IllegalArgumentException if the service's network rule cannot be used */
    Upstream(ServiceDefinition service, NameLookup names, Supplier<TrustManager[]> ofRuntime, Clock clock) {
        this.service = service;
        this.connector = Connector.ofService(service, names, ofRuntime);
        int maxHeadBytes = service.limits().maxResponseHeaderBytes();
        this.connections = new Connections(() -> ServiceConnection.unconnected(maxHeadBytes), clock);
    }

    private Upstream(ServiceDefinition service, Connector connector, Clock clock) {
        this.service = service;
        this.connector = connector;
        int maxHeadBytes = service.limits().maxResponseHeaderBytes();
        this.connections =
                new Connections(() -> ServiceConnection.unconnected(maxHeadBytes), clock, Connections.NEVER_TRUSTED);
    }

    /**
     * The server of a vault: interrupting the thread ends its exchange, and a connection is looked at each time before it
     * is used again, as a vault is asked so rarely that servers hang up in between.
     *
     * @throws IllegalArgumentException if the service's network rule cannot be used
     */
    static Upstream ofVault(
            ServiceDefinition service, NameLookup names, Supplier<TrustManager[]> ofRuntime, Clock clock) {
        return new Upstream(service, Connector.interruptible(service, names, ofRuntime), clock);
    }

    /** Sends the request with the credential, whose parts it asks for by name, and returns the response's head. */
    Received exchange(CanonicalRequest request, Function<String, Secret> secrets, CallScope scope) throws Stopped {
        return exchange(request, new Credentials(service.credentials(), secrets), OutgoingRequest.COMPRESSED, scope);
    }

    /** The same with a credential that the service's definition does not place. */
    Received exchange(CanonicalRequest request, Credentials credentials, String encodings, CallScope scope)
            throws Stopped {
        OutgoingRequest outgoing = new OutgoingRequest(request, credentials, encodings, scope);
        return new Exchange(service, connector, connections, outgoing, credentials, scope).run();
    }

    Connections connections() {
        return connections;
    }

    void close(ErrorCode reason) {
        connections.close(reason);
    }
}

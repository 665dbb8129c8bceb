package dev.outloop.core.internal.vault;

import dev.outloop.action.NetworkRule;
import dev.outloop.action.ServiceUrl;
import dev.outloop.core.internal.admit.CallScope;
import dev.outloop.core.internal.admit.Deadlines;
import dev.outloop.core.internal.dispatch.NameResolver;
import dev.outloop.core.internal.dispatch.Received;
import dev.outloop.core.internal.dispatch.VaultServer;
import dev.outloop.core.internal.journal.Stopped;
import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultHttp;
import dev.outloop.spi.VaultHttpRequest;
import dev.outloop.spi.VaultHttpResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Requests of one backend to its vault's server. Thread-safe; blocking. */
public final class VaultPort implements VaultHttp {

    /** What an interrupt looks like, by how far the exchange had come. */
    private static final Set<ErrorCode> ENDS_OF_CONNECTIONS =
            Set.of(ErrorCode.UPSTREAM_UNREACHABLE, ErrorCode.UPSTREAM_UNTRUSTED, ErrorCode.UPSTREAM_BROKEN);

    private final String vaultName;
    private final ServiceUrl url;
    private final Clock clock;
    private final VaultServer server;
    private final Deadlines deadlines = new Deadlines();
    private final Set<CallScope> running = ConcurrentHashMap.newKeySet();
    private final AtomicLong lastId = new AtomicLong();

    private VaultPort(String vaultName, ServiceUrl url, Clock clock, VaultServer server) {
        this.vaultName = vaultName;
        this.url = url;
        this.clock = clock;
        this.server = server;
    }

    /**
     * A port to the server at that URL.
     *
     * @throws VaultException {@code VAULT_FAILED} if URL or network rule cannot be used
     */
    public static VaultPort open(String vaultName, String url, NetworkRule network, NameResolver names, Clock clock)
            throws VaultException {
        try {
            ServiceUrl parsed = ServiceUrl.parse(url);
            return new VaultPort(vaultName, parsed, clock, new VaultServer(vaultName, parsed, network, names, clock));
        } catch (IllegalArgumentException e) {
            throw new VaultException(
                    ErrorCode.VAULT_FAILED,
                    "The vault " + vaultName + " cannot be reached as configured: " + e.getMessage() + ".");
        }
    }

    @Override
    public VaultHttpResponse send(VaultHttpRequest request) throws VaultException {
        Duration remaining = Duration.between(clock.instant(), request.deadline());
        if (remaining.isNegative() || remaining.isZero()) {
            throw new VaultException(
                    ErrorCode.VAULT_TIMEOUT, "The time for the vault " + vaultName + " was over before it was asked.");
        }
        CallScope scope = new CallScope("vault " + vaultName + " " + lastId.incrementAndGet());
        running.add(scope);
        try (PortRequest outgoing = PortRequest.of(vaultName, request, url);
                Deadlines.Deadline deadline = deadlines.start(scope, remaining)) {
            Objects.requireNonNull(deadline);
            return exchange(outgoing, request.maxResponseBytes(), scope);
        } finally {
            running.remove(scope);
        }
    }

    @Override
    public void close() {
        deadlines.close();
        // Whoever comes later than this is stopped where he starts his deadline.
        running.forEach(scope -> scope.stop(ErrorCode.BROKER_CLOSED));
        server.close();
    }

    /** The vault's name alone. */
    @Override
    public String toString() {
        return "VaultHttp[" + vaultName + "]";
    }

    /** Asks once: whether it is worth while to ask again is for those to say who know what else they could do. */
    private VaultHttpResponse exchange(PortRequest request, int maxResponseBytes, CallScope scope)
            throws VaultException {
        try {
            Received received = server.exchange(request.canonical(), request.placements(), request::secret, scope);
            try (WipedAnswer answer = WipedAnswer.read(received.body(), maxResponseBytes)) {
                requireStatus(received.status());
                return new PortResponse(
                        vaultName, received.status(), received.headers(), new AnswerBytes(answer.bytes()), clock);
            }
        } catch (Stopped stopped) {
            throw failure(stopped.code());
        } catch (IOException broken) {
            throw failure(WipedAnswer.code(broken));
        }
    }

    private VaultException failure(ErrorCode cause) {
        return ENDS_OF_CONNECTIONS.contains(cause) && Thread.currentThread().isInterrupted()
                ? PortFailures.interrupted(vaultName)
                : PortFailures.of(vaultName, url, cause);
    }

    /** RFC 9110, section 15: there are no others, so what they mean cannot be known. */
    private void requireStatus(int status) throws VaultException {
        if (status > 599) {
            throw PortFailures.of(vaultName, url, ErrorCode.UPSTREAM_BROKEN);
        }
    }
}

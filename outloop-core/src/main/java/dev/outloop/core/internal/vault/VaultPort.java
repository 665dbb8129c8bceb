package dev.outloop.core.internal.vault;

import dev.outloop.action.CredentialPlacement;
import dev.outloop.action.HttpField;
import dev.outloop.action.NetworkRule;
import dev.outloop.action.ServiceUrl;
import dev.outloop.core.internal.admit.CallScope;
import dev.outloop.core.internal.admit.CanonicalRequest;
import dev.outloop.core.internal.admit.Deadlines;
import dev.outloop.core.internal.admit.PercentCode;
import dev.outloop.core.internal.admit.QueryPair;
import dev.outloop.core.internal.dispatch.NameResolver;
import dev.outloop.core.internal.dispatch.Received;
import dev.outloop.core.internal.dispatch.VaultServer;
import dev.outloop.core.internal.journal.Stopped;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Secret;
import dev.outloop.spi.VaultException;
import dev.outloop.spi.VaultHttp;
import dev.outloop.spi.VaultHttpRequest;
import dev.outloop.spi.VaultHttpResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Requests of one backend to its vault's server. Thread-safe; blocking. */
public final class VaultPort implements VaultHttp {

    private final String vaultName;
    private final ServiceUrl url;
    private final Clock clock;
    private final VaultServer server;
    private final Deadlines deadlines = new Deadlines();
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
        byte[] body = JsonBody.of(request.members());
        try (Deadlines.Deadline running = deadlines.start(scope, remaining)) {
            Objects.requireNonNull(running);
            return exchange(request, body, scope);
        } finally {
            if (body != null) {
                Arrays.fill(body, (byte) 0);
            }
        }
    }

    @Override
    public void close() {
        deadlines.close();
        server.close();
    }

    /** The vault's name alone. */
    @Override
    public String toString() {
        return "VaultHttp[" + vaultName + "]";
    }

    private VaultHttpResponse exchange(VaultHttpRequest request, byte @Nullable [] body, CallScope scope)
            throws VaultException {
        List<CredentialPlacement> placements = new ArrayList<>();
        request.secretHeaders()
                .forEach((name, header) -> placements.add(CredentialPlacement.header(name, header.prefix(), name)));
        try {
            Received received =
                    server.exchange(canonical(request, body), placements, part -> secret(request, part), scope);
            try (WipedAnswer answer = WipedAnswer.read(received.body(), request.maxResponseBytes())) {
                return new PortResponse(vaultName, received.status(), received.headers(), answer.secret(), clock);
            }
        } catch (Stopped stopped) {
            throw PortFailures.of(vaultName, url, stopped.code());
        } catch (IOException broken) {
            throw PortFailures.of(vaultName, url, WipedAnswer.code(broken));
        }
    }

    private static Secret secret(VaultHttpRequest request, String part) {
        VaultHttpRequest.SecretHeader header = request.secretHeaders().get(part);
        if (header == null) {
            throw new IllegalStateException("a header without its secret");
        }
        return header.secret();
    }

    private CanonicalRequest canonical(VaultHttpRequest request, byte @Nullable [] body) {
        StringBuilder path = new StringBuilder(url.basePath());
        for (String segment : request.segments()) {
            path.append('/');
            PercentCode.encode(path, segment);
        }
        List<QueryPair> query = new ArrayList<>();
        request.query().forEach((name, value) -> query.add(new QueryPair(name, value)));
        List<HttpField> headers = new ArrayList<>();
        request.headers().forEach((name, value) -> headers.add(new HttpField(name, value)));
        return new CanonicalRequest(
                request.method(),
                url,
                path.isEmpty() ? "/" : path.toString(),
                query,
                headers,
                body == null ? null : "application/json",
                body);
    }
}

package dev.outloop.core.internal.dispatch;

import dev.outloop.action.CredentialPlacement;
import dev.outloop.action.HttpField;
import dev.outloop.action.ServiceDefinition;
import dev.outloop.action.ServiceUrl;
import dev.outloop.core.internal.admit.CallScope;
import dev.outloop.core.internal.admit.CanonicalRequest;
import dev.outloop.core.internal.admit.QueryPair;
import dev.outloop.core.internal.journal.Stopped;
import dev.outloop.error.ErrorCode;
import dev.outloop.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** An upstream with a secret, a clock that stands still, and a call in one line. */
final class Rig implements AutoCloseable {

    static final String CANARY = "canary/7f3a+9c2e=";

    final ServiceDefinition service;
    final Map<String, Secret> secrets = new HashMap<>();
    final StandingClock clock = new StandingClock();
    final NameLookup names;
    final Upstream upstream;

    Rig(ServiceDefinition.Builder builder, NameResolver resolver) {
        service = builder.build();
        secrets.put(CredentialPlacement.DEFAULT_PART, secret(CANARY));
        names = new NameLookup(resolver);
        upstream = new Upstream(service, names, TrustedCertificates::ofRuntime, clock);
    }

    static Rig to(RawServer server) {
        return to(server, service -> service);
    }

    static Rig to(RawServer server, UnaryOperator<ServiceDefinition.Builder> more) {
        return new Rig(more.apply(service("http://127.0.0.1:" + server.port())), NameResolver.system());
    }

    static ServiceDefinition.Builder service(String url) {
        return ServiceDefinition.builder("files", ServiceUrl.parse(url));
    }

    static Secret secret(String text) {
        return Secret.copyOf(text.getBytes(StandardCharsets.UTF_8));
    }

    CanonicalRequest get(String path) {
        return request("GET", path, List.of(), List.of(), null);
    }

    CanonicalRequest post(byte[] body) {
        return request("POST", "/", List.of(), List.of(), body);
    }

    CanonicalRequest request(String method, String path, List<QueryPair> query, List<HttpField> headers, byte[] body) {
        String type = body == null ? null : "application/json";
        return new CanonicalRequest(method, service.url(), path, query, headers, type, body);
    }

    Received exchange(CanonicalRequest request, CallScope scope) throws Stopped {
        return upstream.exchange(request, secrets::get, scope);
    }

    /** The body of the answer to a GET. */
    String body(String path) throws Stopped, IOException {
        Received received = exchange(get(path), new CallScope("c"));
        return new String(received.body().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    Stopped stopped(CanonicalRequest request, CallScope scope) {
        try {
            Received received = exchange(request, scope);
            throw new AssertionError("answered with " + received.status());
        } catch (Stopped e) {
            return e;
        }
    }

    Stopped stopped() {
        return stopped(get("/"), new CallScope("c"));
    }

    int open() {
        return upstream.connections().open();
    }

    @Override
    public void close() {
        upstream.close(ErrorCode.BROKER_CLOSED);
        names.close();
        secrets.values().forEach(Secret::close);
    }

    /** Moves when it is told to. */
    static final class StandingClock extends Clock {
        private volatile Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void advanceMillis(long millis) {
            now = now.plusMillis(millis);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}

package dev.outloop.core.internal.approve;

import dev.outloop.identity.AgentRuntime;
import dev.outloop.identity.Tenant;
import dev.outloop.identity.Workspace;
import dev.outloop.policy.ApprovalRequest;
import dev.outloop.policy.ApprovalTerms;
import dev.outloop.spi.ApprovalStore;
import dev.outloop.spi.ApprovalStore.Claim;
import dev.outloop.testkit.fake.TestClock;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests and claims for tests of the store. */
final class Asked {

    static final Instant START = TestClock.START;
    static final String DEFINITION = "definition";

    private Asked() {}

    static ApprovalRequest request(String id, String fingerprint, ApprovalTerms terms) {
        return request(id, fingerprint, DEFINITION, terms, null);
    }

    static ApprovalRequest request(String id, String fingerprint, byte[] body) {
        return request(id, fingerprint, DEFINITION, ApprovalTerms.once(), body);
    }

    static ApprovalRequest request(
            String id, String fingerprint, String definition, ApprovalTerms terms, byte @Nullable [] body) {
        return at(START, id, fingerprint, definition, terms, body);
    }

    static ApprovalRequest at(
            Instant time,
            String id,
            String fingerprint,
            String definition,
            ApprovalTerms terms,
            byte @Nullable [] body) {
        return ApprovalRequest.builder(id)
                .caller(Workspace.of("acme", new Tenant("acme-corp")), new AgentRuntime("codex"))
                .action("crm", "tables", "add", true)
                .http("POST", "https://api.example.com/items", List.of(), body)
                .rule("ask", "Ask.", terms)
                .fingerprint(fingerprint, definition)
                .requestedAt(time)
                .build();
    }

    static void approved(ApprovalStore store, String fingerprint, ApprovalTerms terms) throws IOException {
        String id = "id-" + fingerprint;
        store.ask(request(id, fingerprint, terms)).orElseThrow();
        store.decide(id, true, null, START).orElseThrow();
    }

    static Claim claim(String fingerprint, @Nullable String firstUse) {
        return Claim.of(fingerprint, DEFINITION, firstUse, "call", START);
    }
}

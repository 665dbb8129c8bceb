package dev.outloop.testkit.contract;

import dev.outloop.action.HttpField;
import dev.outloop.identity.AgentRuntime;
import dev.outloop.identity.Tenant;
import dev.outloop.identity.Workspace;
import dev.outloop.policy.ApprovalRequest;
import dev.outloop.policy.ApprovalTerms;
import dev.outloop.spi.ApprovalStore.Claim;
import dev.outloop.testkit.fake.TestClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Requests and claims as the engine makes them, all at {@link TestClock#START}. */
final class ApprovalRequests {

    static final Instant START = TestClock.START;
    static final String DEFINITION = "a".repeat(64);
    static final String CHANGED = "b".repeat(64);
    static final String FIRST_USE = "acme/claude-code/crm/add/first";

    private ApprovalRequests() {}

    static ApprovalRequest request(String id, String fingerprint, ApprovalTerms terms) {
        return request(id, "acme", fingerprint, DEFINITION, terms);
    }

    static ApprovalRequest request(
            String id, String workspace, String fingerprint, String definition, ApprovalTerms terms) {
        return ApprovalRequest.builder(id)
                .caller(Workspace.of(workspace, new Tenant(workspace + "-corp")), new AgentRuntime("claude-code"))
                .action("crm", "tables", "add", true)
                .http(
                        "POST",
                        "https://api.example.com/v0/items?note=%C3%A4",
                        List.of(new HttpField("Content-Type", "application/json")),
                        "{\"name\":\"\u00e4\nb\"}".getBytes(StandardCharsets.UTF_8))
                .rule("ask-writes", "Writing is for people.", terms)
                .fingerprint(fingerprint, definition)
                .requestedAt(START)
                .build();
    }

    static Claim claim(String fingerprint) {
        return claim(fingerprint, DEFINITION, null, Duration.ZERO);
    }

    static Claim claim(String fingerprint, String definition, @Nullable String firstUse, Duration after) {
        return Claim.of(fingerprint, definition, firstUse, "call-1", START.plus(after));
    }
}

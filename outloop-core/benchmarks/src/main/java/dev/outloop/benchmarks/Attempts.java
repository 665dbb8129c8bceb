package dev.outloop.benchmarks;

import dev.outloop.audit.AuditEvent;
import dev.outloop.audit.AuditRecord;
import dev.outloop.identity.AgentRuntime;
import dev.outloop.identity.Tenant;
import dev.outloop.identity.Workspace;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/** Records as an engine makes them. */
final class Attempts {

    private static final Workspace WORKSPACE = Workspace.of("acme-summer-campaign", new Tenant("acme"));
    private static final AgentRuntime RUNTIME = new AgentRuntime("claude-code");
    private static final HexFormat HEX = HexFormat.of();

    private Attempts() {}

    static AuditRecord attempt(long sequence, Instant time) {
        return AuditRecord.builder(sequence, time, AuditEvent.ATTEMPT, id(sequence))
                .caller(WORKSPACE, RUNTIME)
                .alias("advertising")
                .action("advertising", "pause-campaign", "POST", "/v2/customers/{customer}/campaigns/{campaign}/pause")
                .rule("campaigns")
                .build();
    }

    /** How the attempt with the number before it ended. */
    static AuditRecord outcome(long sequence, Instant time) {
        return AuditRecord.builder(sequence, time, AuditEvent.OUTCOME, id(sequence - 1))
                .status(200)
                .duration(Duration.ofMillis(87))
                .build();
    }

    /** An attempt as long as it is in a trail, with what chains it; the same each time. */
    static String line() {
        AuditRecord record = attempt(1_000_000, Instant.parse("2026-01-02T03:04:05.678901Z"));
        return "{\"record\":" + StandardCharsets.US_ASCII.decode(record.encoded()) + ",\"chain\":\""
                + HEX.formatHex(new byte[32]) + "\"}\n";
    }

    private static String id(long sequence) {
        return "0198c0de-7e57-7000-8000-" + HEX.toHexDigits(sequence).substring(4);
    }
}

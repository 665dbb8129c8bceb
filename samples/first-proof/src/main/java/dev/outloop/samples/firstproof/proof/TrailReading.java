package dev.outloop.samples.firstproof.proof;

import dev.outloop.core.AuditEntries;
import dev.outloop.core.AuditEntry;
import dev.outloop.core.AuditQuery;
import dev.outloop.core.AuditTrail;
import dev.outloop.core.AuditVerification;
import dev.outloop.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What stands on a trail that was closed: its chain, and which attempts have an outcome. Not thread-safe. */
final class TrailReading {

    private final AuditVerification verification;
    private final List<String> attempts = new ArrayList<>();
    private final List<String> outcomes = new ArrayList<>();
    private int configurations;
    private int refusals;
    private boolean foreignAlias;

    private TrailReading(AuditVerification verification) {
        this.verification = verification;
    }

    static TrailReading of(Path directory) throws IOException {
        TrailReading reading = new TrailReading(AuditTrail.verify(directory));
        try (AuditEntries entries =
                AuditTrail.read(directory).query(AuditQuery.builder().build())) {
            for (Optional<AuditEntry> next = entries.next(); next.isPresent(); next = entries.next()) {
                reading.add(next.get());
            }
        }
        return reading;
    }

    private void add(AuditEntry entry) {
        String id = entry.text("id");
        switch (entry.event()) {
            case "ATTEMPT" -> attempts.add(id);
            case "OUTCOME" -> outcomes.add(id);
            case "CONFIG_LOADED" -> configurations++;
            default -> refusals++;
        }
        foreignAlias |= ErrorCode.ALIAS_FOREIGN.name().equals(entry.text("code"));
    }

    /** What has to stand there after so many calls that were let through and refused. */
    void judge(Expectations expect, int allowed, int refused) {
        expect.hold(verification.isIntact(), "trail: " + verification);
        expect.same("trail: verified records", (long) (1 + 2 * allowed + refused), verification.records());
        expect.same("trail: configurations", 1, configurations);
        expect.same("trail: attempts", allowed, attempts.size());
        expect.same("trail: refusals", refused, refusals);
        // One after the other, so in the same order.
        expect.hold(attempts.equals(outcomes), "trail: not every attempt has its outcome");
        expect.hold(foreignAlias, "trail: a foreign alias is not told from an unknown one");
    }

    @Override
    public String toString() {
        return verification.records() + " records, " + (verification.isIntact() ? "verified" : "NOT INTACT") + "; "
                + attempts.size() + " attempts, " + outcomes.size() + " outcomes, " + refusals + " refusals";
    }
}

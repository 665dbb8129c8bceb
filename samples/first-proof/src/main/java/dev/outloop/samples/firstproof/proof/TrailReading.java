package dev.outloop.samples.firstproof.proof;

import dev.outloop.core.AuditTrail;
import dev.outloop.core.AuditVerification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands on a trail that was closed: its chain, and which attempts have an outcome. Immutable. */
final class TrailReading {

    private static final String FILE = "trail-000001.jsonl";
    private static final Pattern EVENT = Pattern.compile("\"event\":\"([A-Z]+)\",\"id\":\"([^\"]+)\"");

    private final AuditVerification verification;
    private final String text;
    private final List<String> attempts = new ArrayList<>();
    private final List<String> outcomes = new ArrayList<>();
    private final List<String> refusals = new ArrayList<>();

    private TrailReading(AuditVerification verification, String text) {
        this.verification = verification;
        this.text = text;
        Matcher event = EVENT.matcher(text);
        while (event.find()) {
            switch (event.group(1)) {
                case "ATTEMPT" -> attempts.add(event.group(2));
                case "OUTCOME" -> outcomes.add(event.group(2));
                default -> refusals.add(event.group(2));
            }
        }
    }

    static TrailReading of(Path directory) throws IOException {
        return new TrailReading(
                AuditTrail.verify(directory), Files.readString(directory.resolve(FILE), StandardCharsets.US_ASCII));
    }

    /** What has to stand there after so many calls that were let through and refused. */
    void judge(Expectations expect, int allowed, int refused) {
        expect.hold(verification.isIntact(), "trail: " + verification);
        expect.same("trail: verified records", (long) (2 * allowed + refused), verification.records());
        expect.same("trail: attempts", allowed, attempts.size());
        expect.same("trail: refusals", refused, refusals.size());
        // One after the other, so in the same order.
        expect.hold(attempts.equals(outcomes), "trail: not every attempt has its outcome");
        expect.hold(
                text.contains("\"code\":\"ALIAS_FOREIGN\""), "trail: a foreign alias is not told from an unknown one");
    }

    @Override
    public String toString() {
        return verification.records() + " records, " + (verification.isIntact() ? "verified" : "NOT INTACT") + "; "
                + attempts.size() + " attempts, " + outcomes.size() + " outcomes, " + refusals.size() + " refusals";
    }
}

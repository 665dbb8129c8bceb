package dev.outloop.core.internal.journal;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.outloop.audit.AuditEvent;
import dev.outloop.audit.AuditRecord;
import dev.outloop.identity.AgentRuntime;
import dev.outloop.identity.Tenant;
import dev.outloop.identity.Workspace;
import dev.outloop.secret.Secret;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Trails to look at and to spoil. */
final class SmallTrail {

    static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    static final byte[] SECRET = "a secret of a trail, 32 bytes long".getBytes(StandardCharsets.US_ASCII);

    static final TrailKeys KEYS = TrailKeys.of(Secret.copyOf(SECRET));

    private SmallTrail() {}

    static AuditRecord record(long sequence) {
        return record(sequence, "id-" + sequence);
    }

    static AuditRecord record(long sequence, String id) {
        return AuditRecord.builder(sequence, CLOCK.instant(), AuditEvent.PENDING, id)
                .caller(Workspace.of("acme", new Tenant("acme-corp")), new AgentRuntime("codex"))
                .build();
    }

    static byte[] of(int records) throws IOException {
        TrailHeader header =
                TrailHeader.first(UUID.randomUUID().toString().replace("-", ""), CLOCK.instant(), KEYS.publicKey());
        HashChain chain = new HashChain();
        byte[] hash = header.hash();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(header.line());
        for (int i = 1; i <= records; i++) {
            hash = chain.next(hash, record(i).encoded());
            file.writeBytes(TrailLine.encode(LineKind.RECORD, record(i).encoded(), hash));
        }
        return file.toByteArray();
    }

    /** The lines with their line ends; the header is line 0 here, record n line n. */
    static List<byte[]> lines(byte[] file) {
        List<byte[]> lines = new ArrayList<>();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (byte b : file) {
            line.write(b);
            if (b == '\n') {
                lines.add(line.toByteArray());
                line.reset();
            }
        }
        if (line.size() > 0) {
            lines.add(line.toByteArray());
        }
        return lines;
    }

    static byte[] join(List<byte[]> lines) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        lines.forEach(file::writeBytes);
        return file.toByteArray();
    }

    static List<JsonObject> records(byte[] file) {
        return lines(file).stream()
                .map(line -> JsonParser.parseString(new String(line, StandardCharsets.US_ASCII))
                        .getAsJsonObject())
                .filter(line -> line.has("record"))
                .map(line -> line.getAsJsonObject("record"))
                .toList();
    }

    static byte[] replace(byte[] line, String old, String by) {
        String text = new String(line, StandardCharsets.US_ASCII);
        if (!text.contains(old)) {
            throw new AssertionError("nothing to replace");
        }
        return text.replace(old, by).getBytes(StandardCharsets.US_ASCII);
    }
}

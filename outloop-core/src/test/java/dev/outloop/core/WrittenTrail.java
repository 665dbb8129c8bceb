package dev.outloop.core;

import dev.outloop.audit.AuditEvent;
import dev.outloop.audit.AuditRecord;
import dev.outloop.identity.AgentRuntime;
import dev.outloop.identity.Tenant;
import dev.outloop.identity.Workspace;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.function.Consumer;

/** Writes the files of a trail as the format says, sharing no code with the library, and spoils them where told to. */
final class WrittenTrail {

    static final Instant TIME = Instant.parse("2026-01-01T00:00:00Z");
    static final String ID = "0123456789abcdef0123456789abcdef";

    final Path directory;
    private final MessageDigest digest;
    private byte[] hash = new byte[32];
    private int segment;
    private long sequence;

    WrittenTrail(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** A trail with a first file. */
    static WrittenTrail begin(Path directory) throws IOException {
        return new WrittenTrail(directory).segment("START");
    }

    WrittenTrail segment(String reason) throws IOException {
        segment++;
        return line(
                "trail",
                "{\"v\":1,\"id\":\"" + ID + "\",\"segment\":" + segment + ",\"after\":" + sequence + ",\"prev\":\""
                        + head() + "\",\"open\":0,\"time\":\"" + TIME + "\",\"reason\":\"" + reason + "\",\"key\":\""
                        + Integer.toString(segment % 10).repeat(64) + "\"}");
    }

    String head() {
        return HexFormat.of().formatHex(hash);
    }

    long sequence() {
        return sequence;
    }

    /** Goes on as if nothing had been written since the line with that hash. */
    WrittenTrail backTo(String head, long last) {
        hash = HexFormat.of().parseHex(head);
        sequence = last;
        return this;
    }

    WrittenTrail record(String tenant, AuditEvent event, Consumer<AuditRecord.Builder> content) throws IOException {
        return record(TIME.plusSeconds(sequence), tenant, event, content);
    }

    WrittenTrail record(Instant time, String tenant, AuditEvent event, Consumer<AuditRecord.Builder> content)
            throws IOException {
        AuditRecord.Builder record = AuditRecord.builder(sequence + 1, time, event, "id-" + (sequence + 1));
        record.caller(Workspace.of(tenant, new Tenant(tenant)), new AgentRuntime("codex"));
        content.accept(record);
        sequence++;
        return line(
                "record",
                StandardCharsets.US_ASCII.decode(record.build().encoded()).toString());
    }

    /** So many plain records, with one opening of the file. */
    WrittenTrail records(int count, String... tenants) throws IOException {
        try (OutputStream out = new BufferedOutputStream(
                Files.newOutputStream(file(), StandardOpenOption.CREATE, StandardOpenOption.APPEND), 1 << 16)) {
            for (int i = 0; i < count; i++) {
                String tenant = tenants[i % tenants.length];
                sequence++;
                out.write(encode(
                        "record",
                        "{\"v\":1,\"seq\":" + sequence + ",\"time\":\"" + TIME.plusSeconds(sequence)
                                + "\",\"event\":\"ATTEMPT\",\"id\":\"id-" + sequence + "\",\"workspace\":\"" + tenant
                                + "\",\"tenant\":\"" + tenant
                                + "\",\"runtime\":\"codex\",\"alias\":\"crm\",\"service\":\"tables\",\"action\":\"list\","
                                + "\"method\":\"GET\",\"path\":\"/{base}/{table}\"}"));
            }
        }
        return this;
    }

    WrittenTrail note(String event, String more) throws IOException {
        return line(
                "note",
                "{\"v\":1,\"after\":" + sequence + ",\"time\":\"" + TIME + "\",\"event\":\"" + event + "\"" + more
                        + "}");
    }

    WrittenTrail checkpoint() throws IOException {
        return line(
                "checkpoint",
                "{\"v\":1,\"after\":" + sequence + ",\"time\":\"" + TIME
                        + "\",\"event\":\"CHECKPOINT\",\"reason\":\"COUNT\",\"sig\":\"00\"}");
    }

    /** Numbers that a note has said are left out. */
    WrittenTrail passTo(long last) {
        sequence = last;
        return this;
    }

    WrittenTrail line(String kind, String object) throws IOException {
        return raw(encode(kind, object));
    }

    WrittenTrail raw(byte[] bytes) throws IOException {
        Files.write(file(), bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return this;
    }

    WrittenTrail raw(String text) throws IOException {
        return raw(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Path file() {
        return file(segment);
    }

    Path file(int number) {
        return directory.resolve(String.format(java.util.Locale.ROOT, "trail-%06d.jsonl", number));
    }

    /** Puts other bytes of the same length into a file. */
    void replace(int number, String old, String by) throws IOException {
        String text = Files.readString(file(number), StandardCharsets.ISO_8859_1);
        if (!text.contains(old)) {
            throw new AssertionError("nothing to replace");
        }
        Files.writeString(file(number), text.replace(old, by), StandardCharsets.ISO_8859_1);
    }

    private byte[] encode(String kind, String object) {
        digest.update(hash);
        hash = digest.digest(object.getBytes(StandardCharsets.US_ASCII));
        return ("{\"" + kind + "\":" + object + ",\"chain\":\"" + head() + "\"}\n").getBytes(StandardCharsets.US_ASCII);
    }
}

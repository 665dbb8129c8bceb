package dev.outloop.samples.firstproof.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A trail written by hand, line by line, with its hashes. */
final class HandTrail {

    final Path directory;
    private byte[] hash = new byte[32];
    private long sequence;

    HandTrail(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory);
    }

    void header(String key) throws IOException {
        line(
                "trail",
                "{\"v\":1,\"id\":\"" + "0".repeat(32) + "\",\"segment\":1,\"after\":0,\"prev\":\"" + "0".repeat(64)
                        + "\",\"open\":0,\"time\":\"2026-01-01T00:00:00Z\",\"reason\":\"START\",\"key\":\"" + key
                        + "\"}");
    }

    void record(String time, String event, String workspace, String more) throws IOException {
        sequence++;
        String tenant = workspace.equals("acme") ? "acme-corp" : "globex-inc";
        line(
                "record",
                "{\"v\":1,\"seq\":" + sequence + ",\"time\":\"" + time + "\",\"event\":\"" + event + "\",\"id\":\"id-"
                        + sequence + "\",\"workspace\":\"" + workspace + "\",\"tenant\":\"" + tenant
                        + "\",\"runtime\":\"codex\"," + more + "}");
    }

    void note(String time, String event, String more) throws IOException {
        line(
                "note",
                "{\"v\":1,\"after\":" + sequence + ",\"time\":\"" + time + "\",\"event\":\"" + event + "\"" + more
                        + "}");
    }

    void raw(String text) throws IOException {
        Files.writeString(
                file(), text, StandardCharsets.ISO_8859_1, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    byte[] bytes() {
        try {
            return Files.readAllBytes(file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file() {
        return directory.resolve("trail-000001.jsonl");
    }

    private void line(String kind, String object) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(hash);
            hash = digest.digest(object.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
        raw("{\"" + kind + "\":" + object + ",\"chain\":\"" + HexFormat.of().formatHex(hash) + "\"}\n");
    }
}

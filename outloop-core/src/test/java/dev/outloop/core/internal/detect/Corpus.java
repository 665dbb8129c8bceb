package dev.outloop.core.internal.detect;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;

/** Ordinary answers without a secret, full of long ids, digests and page tokens; the same for the same seed. */
final class Corpus {

    private static final List<String> WORDS = List.of(
            "the",
            "password",
            "must",
            "have",
            "between",
            "characters",
            "secret",
            "santa",
            "token",
            "bucket",
            "api",
            "key",
            "result",
            "access",
            "granted",
            "for",
            "client",
            "refresh",
            "page",
            "passwordless",
            "private",
            "public",
            "sk-learn",
            "task-force",
            "authorization",
            "required",
            "basic",
            "plan",
            "bearer",
            "of",
            "news");

    private final Random random;

    Corpus(long seed) {
        this.random = new Random(seed);
    }

    String json(int bytes) {
        StringBuilder out = new StringBuilder("{\"items\":[");
        while (out.length() < bytes) {
            out.append("{\"id\":\"").append(uuid()).append("\",\"sha\":\"").append(hex(20));
            out.append("\",\"digest\":\"sha256:")
                    .append(hex(32))
                    .append("\",\"etag\":\"W/\\\"")
                    .append(hex(16));
            out.append("\\\"\",\"node_id\":\"")
                    .append(base64(24))
                    .append("\",\"created\":\"2026-0")
                    .append(1 + random.nextInt(9))
                    .append("-1")
                    .append(random.nextInt(10))
                    .append("T08:15:30.123Z\",");
            out.append("\"url\":\"https://cdn.example.com/v1/files/")
                    .append(base64Url(33))
                    .append("?size=large&v=")
                    .append(hex(8))
                    .append("\",\"port\":\"http://localhost:8080/a@b\",");
            out.append("\"nextPageToken\":\"")
                    .append(base64Url(60))
                    .append("\",\"cursor\":\"")
                    .append(base64(45));
            out.append("\",\"integrity\":\"sha512-")
                    .append(base64(64))
                    .append("\",\"token\":\"")
                    .append(base64Url(24));
            out.append("\",\"key\":\"").append(hex(16)).append("\",\"hash\":\"").append(hex(32));
            out.append("\",\"idempotency_key\":\"")
                    .append(uuid())
                    .append("\",\"total_tokens\":")
                    .append(random.nextInt(9999));
            out.append(",\"password_changed_at\":\"2026-01-01T00:00:00Z\",\"has_api_key\":true,\"api_key_id\":\"")
                    .append(uuid())
                    .append("\",\"thumbnail\":\"data:image/png;base64,")
                    .append(base64(600));
            out.append("\",\"text\":\"").append(words(12)).append("\"},\n");
        }
        return out.append("{}]}").toString();
    }

    String log(int bytes) {
        StringBuilder out = new StringBuilder();
        while (out.length() < bytes) {
            out.append("2026-11-24T10:0")
                    .append(random.nextInt(10))
                    .append(":11.042Z INFO [http-nio-8080-exec-")
                    .append(random.nextInt(99))
                    .append("] c.e.api.TokenController - request id=")
                    .append(uuid())
                    .append(" trace=")
                    .append(hex(16))
                    .append('-')
                    .append(hex(8))
                    .append(" path=/v1/users/")
                    .append(base64Url(12))
                    .append("?page_token=")
                    .append(base64Url(40))
                    .append(" status=200 user=")
                    .append(words(2))
                    .append(" password: ")
                    .append(words(3))
                    .append(", commit ")
                    .append(hex(20))
                    .append(", image repo@sha256:")
                    .append(hex(32))
                    .append('\n');
        }
        return out.toString();
    }

    String html(int bytes) {
        StringBuilder out = new StringBuilder("<!doctype html><html><head><title>t</title></head><body>");
        while (out.length() < bytes) {
            out.append("<div id=\"c")
                    .append(hex(6))
                    .append("\" class=\"api-key token-list\"><label for=\"password\">")
                    .append(words(2))
                    .append("</label><input type=\"password\" name=\"password\" placeholder=\"")
                    .append(words(3))
                    .append("\"><a href=\"https://www.example.org/a/")
                    .append(base64Url(30))
                    .append("#api-key\">")
                    .append(words(4))
                    .append("</a><script src=\"/app.")
                    .append(hex(10))
                    .append(".js\" integrity=\"sha384-")
                    .append(base64(48))
                    .append("\" nonce=\"")
                    .append(base64(16))
                    .append("\"></script><img src=\"data:image/gif;base64,")
                    .append(base64(300))
                    .append("\"></div>\n");
        }
        return out.append("</body></html>").toString();
    }

    private String words(int count) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < count; i++) {
            out.append(i == 0 ? "" : " ").append(WORDS.get(random.nextInt(WORDS.size())));
        }
        return out.toString();
    }

    private String uuid() {
        ByteBuffer bytes = ByteBuffer.wrap(bytes(16));
        return new UUID(bytes.getLong(), bytes.getLong()).toString();
    }

    private String hex(int count) {
        return HexFormat.of().formatHex(bytes(count));
    }

    private String base64(int count) {
        return Base64.getEncoder().encodeToString(bytes(count));
    }

    private String base64Url(int count) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(count));
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}

package dev.outloop.samples.firstproof.proof;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/** The answers of the API: each hands the key back in another way. */
final class EchoAnswer {

    private final ByteArrayOutputStream head = new ByteArrayOutputStream();
    private byte[] body = {};

    private EchoAnswer(int status) {
        line("HTTP/1.1 " + status + (status == 401 ? " Unauthorized" : " Answer"));
    }

    static byte[] refusal(int status) {
        EchoAnswer answer = new EchoAnswer(status);
        answer.line("Connection: close");
        return answer.bytes();
    }

    static byte[] of(String how, String account, byte[] key) throws IOException {
        EchoAnswer answer = new EchoAnswer(how.equals("error") ? 500 : 200);
        answer.line("X-Account: " + account);
        switch (how) {
            case "json" -> answer.type("application/json").body = json(key);
            case "header" -> {
                answer.header("X-Echo: ", key, "");
                answer.header("Set-Cookie: session=", key, "; HttpOnly");
                answer.type("text/plain").body = ascii("look at the header\n");
            }
            case "base64" -> answer.type("text/plain").body = ProofKey.base64(key);
            case "gzip" -> {
                answer.line("Content-Encoding: gzip");
                answer.type("application/json").body = gzip(json(key));
            }
            case "error" ->
                answer.type("text/html").body =
                        join(ascii("<h1>500</h1><pre>request was: X-API-Key: "), key, ascii("</pre>\n"));
            case "codes" ->
                answer.type("text/plain").body = join(
                        ascii("hex=" + HexFormat.of().formatHex(key) + "&percent="),
                        ProofKey.percent(key),
                        ascii("\n"));
            default -> {
                return refusal(404);
            }
        }
        return answer.bytes();
    }

    private byte[] bytes() {
        line("Content-Length: " + body.length);
        line("");
        return join(head.toByteArray(), body);
    }

    private EchoAnswer type(String mediaType) {
        line("Content-Type: " + mediaType);
        return this;
    }

    private void header(String before, byte[] key, String after) {
        head.writeBytes(ascii(before));
        head.writeBytes(key);
        line(after);
    }

    private void line(String text) {
        head.writeBytes(ascii(text + "\r\n"));
    }

    private static byte[] json(byte[] key) {
        return join(ascii("{\"you_sent\":\""), key, ascii("\"}\n"));
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(content);
        }
        return packed.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}

package dev.outloop.benchmarks.leak;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What an agent without a broker would see of a response: framing, codings and UTF-16 undone, and nothing else. */
final class RawView {

    private RawView() {}

    /** Heads, trailers and body, in octets shown as Latin-1. */
    static String of(byte[] response) {
        String octets = Form.latin1(response);
        int bodyAt = octets.lastIndexOf("\r\n\r\n", octets.indexOf("\r\n\r\n")) + 4;
        while (octets.startsWith("HTTP/1.1 103") && octets.startsWith("HTTP/1.1 ", bodyAt)) {
            bodyAt = octets.indexOf("\r\n\r\n", bodyAt) + 4;
        }
        String head = octets.substring(0, bodyAt);
        String body = octets.substring(bodyAt);
        String lower = head.toLowerCase(Locale.ROOT);
        StringBuilder trailer = new StringBuilder();
        if (lower.contains("transfer-encoding: chunked")) {
            body = unchunked(body, trailer);
        }
        byte[] bytes = Form.octets(body);
        if (lower.contains("content-encoding: gzip")) {
            bytes = Packed.gunzip(bytes);
        }
        if (lower.contains("content-encoding: gzip, gzip")) {
            bytes = Packed.gunzip(bytes);
        }
        if (lower.contains("content-encoding: deflate")) {
            bytes = Packed.inflate(bytes);
        }
        String shown = Form.latin1(bytes);
        if (lower.contains("charset=utf-16\r")) {
            shown += Form.latin1(new String(bytes, StandardCharsets.UTF_16).getBytes(StandardCharsets.UTF_8));
        }
        return head + shown + trailer;
    }

    private static String unchunked(String chunks, StringBuilder trailer) {
        StringBuilder body = new StringBuilder();
        int at = 0;
        while (true) {
            int end = chunks.indexOf("\r\n", at);
            int size = Integer.parseInt(chunks.substring(at, end), 16);
            if (size == 0) {
                trailer.append(chunks, end, chunks.length());
                return body.toString();
            }
            body.append(chunks, end + 2, end + 2 + size);
            at = end + 2 + size + 2;
        }
    }
}

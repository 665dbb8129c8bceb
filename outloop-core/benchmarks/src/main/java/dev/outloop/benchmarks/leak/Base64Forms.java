package dev.outloop.benchmarks.leak;

import static dev.outloop.benchmarks.leak.Promise.MUST;
import static dev.outloop.benchmarks.leak.Promise.SHOULD;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Base64 and base64url (RFC 4648), alone, inside longer values, and in lines (RFC 2045, RFC 7468). */
final class Base64Forms {

    private static final String TAIL = " tail";

    private Base64Forms() {}

    static List<Transform> all() {
        Transform.Family family = new Transform.Family("base64");
        for (int offset = 0; offset < 3; offset++) {
            String head = "xyz".substring(0, offset);
            String at = " offset " + offset;
            family.text(MUST, "base64" + at, s -> std(head + s + TAIL))
                    .text(MUST, "base64" + at + ", at the end", s -> std(head + s))
                    .text(
                            MUST,
                            "base64" + at + ", no padding",
                            s -> std(head + s).replace("=", ""))
                    .text(MUST, "base64url" + at, s -> url(head + s + "?"))
                    .text(
                            MUST,
                            "base64url" + at + ", no padding",
                            s -> url(head + s).replace("=", ""));
        }
        return family.text(MUST, "base64url no padding", s -> url(s).replace("=", ""))
                .form(
                        MUST,
                        "basic credentials",
                        s -> Form.text(std("user:" + s)).inside("Authorization: Basic ", ""))
                .text(MUST, "base64 of user:secret", s -> std("user:" + s))
                .text(MUST, "base64 of a JSON document", s -> std("{\"key\":\"" + s + "\",\"n\":1}"))
                .text(MUST, "base64url of a JSON document", s -> url("{\"key\":\"" + s + "\",\"n\":1}"))
                .form(
                        MUST,
                        "base64 in JSON, \\/",
                        s -> Form.text(std("ab?" + s).replace("/", "\\/")).inside("{\"b\":\"", "\"}"))
                .form(MUST, "data URI", s -> Form.text(std(s)).inside("data:text/plain;base64,", ""))
                .form(MUST, "MIME encoded word, base64", s -> Form.text(std(s)).inside("=?UTF-8?B?", "?="))
                .form(
                        SHOULD,
                        "multipart base64 part",
                        s -> Form.text(std(s))
                                .inside("--B\r\nContent-Transfer-Encoding: base64\r\n\r\n", "\r\n--B--\r\n"))
                .form(MUST, "base64 in lines of 64, LF", s -> lines(s, 64, "\n"))
                .form(MUST, "base64 in lines of 64, CRLF", s -> lines(s, 64, "\r\n"))
                .form(MUST, "base64 in lines of 76, LF", s -> lines(s, 76, "\n"))
                .form(MUST, "base64 in lines of 76, CRLF", s -> lines(s, 76, "\r\n"))
                .form(MUST, "PEM armor round the value", s -> {
                    Form lines = lines(s, 64, "\n");
                    return lines.inside(
                            "-----BEGIN DATA-----\n" + lines.before(), lines.after() + "\n-----END DATA-----");
                })
                .form(SHOULD, "base64 in indented lines", s -> lines(s, 64, "\n    "))
                .form(SHOULD, "base64 in lines, in JSON", s -> lines(s, 76, "\\r\\n"))
                .text(SHOULD, "base64 in percent", s -> PercentForms.upper(std(s)))
                .text(SHOULD, "base64 of base64", s -> std(std(s)))
                .text(SHOULD, "base64 of JSON escapes", s -> std("{\"key\":\"" + JsonForms.slashed(s) + "\"}"))
                .list();
    }

    static String std(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static String url(String text) {
        return Base64.getUrlEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Inside a document, with so much in front of it that a line ends in its middle. */
    private static Form lines(String value, int width, String separator) {
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        int perLine = width / 4 * 3;
        int before = Math.floorMod(perLine - bytes / 2, perLine);
        String encoded = std(".".repeat(before) + value + " and more of the document");
        int from = before * 8 / 6;
        int to = ((before + bytes) * 8 + 5) / 6;
        return Form.text(wrapped(encoded, from, to, width, separator))
                .inside(
                        wrapped(encoded, 0, from, width, separator),
                        wrapped(encoded, to, encoded.length(), width, separator));
    }

    /** A part of the lines. */
    private static String wrapped(String encoded, int from, int to, int width, String separator) {
        StringBuilder out = new StringBuilder();
        for (int at = from; at < to; at++) {
            out.append(at > 0 && at % width == 0 ? separator : "").append(encoded.charAt(at));
        }
        return out.toString();
    }
}

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
                .text(MUST, "base64 in lines of 64, LF", s -> lines(filler(64, s), 64, "\n"))
                .text(MUST, "base64 in lines of 64, CRLF", s -> lines(filler(64, s), 64, "\r\n"))
                .text(MUST, "base64 in lines of 76, LF", s -> lines(filler(76, s), 76, "\n"))
                .text(MUST, "base64 in lines of 76, CRLF", s -> lines(filler(76, s), 76, "\r\n"))
                .form(
                        MUST,
                        "PEM armor round the value",
                        s -> Form.text(lines(filler(64, s), 64, "\n"))
                                .inside("-----BEGIN DATA-----\n", "\n-----END DATA-----"))
                .text(SHOULD, "base64 in indented lines", s -> lines(filler(64, s), 64, "\n    "))
                .text(SHOULD, "base64 in lines, in JSON", s -> lines(filler(76, s), 76, "\\r\\n"))
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

    /** So much in front of it that a line ends in its middle. */
    private static String filler(int width, String value) {
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        int perLine = width / 4 * 3;
        return ".".repeat(Math.floorMod(perLine - bytes / 2, perLine)) + value + " and more of the document";
    }

    private static String lines(String text, int width, String separator) {
        return std(text).replaceAll("(.{" + width + "})(?=.)", "$1" + separator.replace("\\", "\\\\"));
    }
}

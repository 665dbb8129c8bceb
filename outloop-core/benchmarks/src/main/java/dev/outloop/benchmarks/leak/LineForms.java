package dev.outloop.benchmarks.leak;

import static dev.outloop.benchmarks.leak.Promise.MUST;
import static dev.outloop.benchmarks.leak.Promise.SHOULD;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What becomes of values with several lines, and mail's encodings by lines. */
final class LineForms {

    private LineForms() {}

    static List<Transform> all() {
        return new Transform.Family("several lines")
                .text(MUST, "one line of it", LineForms::middleLine)
                .where(Value::hasLines)
                .text(MUST, "lines end in CRLF", s -> s.replace("\n", "\r\n"))
                .where(Value::hasLines)
                .text(MUST, "lines indented", s -> everyLine(s, "      "))
                .where(Value::hasLines)
                .text(MUST, "lines quoted as in mail", s -> everyLine(s, "> "))
                .where(Value::hasLines)
                .text(MUST, "lines with number and time", s -> everyLine(s, "2026-01-01T00:00:00Z 7 "))
                .where(Value::hasLines)
                .text(MUST, "lines trimmed at the end", String::strip)
                .where(Value::hasLines)
                .text(MUST, "one line in hex", s -> HexForms.hex(java.util.HexFormat.of(), middleLine(s)))
                .where(Value::hasLines)
                .text(MUST, "one line in base64", s -> Base64Forms.std(middleLine(s)))
                .where(Value::hasLines)
                .text(SHOULD, "lines joined without their ends", s -> s.replace("\n", ""))
                .where(Value::hasLines)
                .text(SHOULD, "lines joined by spaces", s -> s.replace("\n", " "))
                .where(Value::hasLines)
                .text(SHOULD, "quoted-printable", LineForms::quotedPrintable)
                .form(
                        SHOULD,
                        "MIME encoded word, quoted",
                        s -> Form.text(quotedPrintable(s)
                                        .replace("=\r\n", "")
                                        .replace("_", "=5F")
                                        .replace("?", "=3F")
                                        .replace(" ", "_"))
                                .inside("=?UTF-8?Q?", "?="))
                .text(
                        SHOULD,
                        "LF in the middle",
                        s -> s.substring(0, s.length() / 2) + "\n" + s.substring(s.length() / 2))
                .text(
                        SHOULD,
                        "folded with CRLF and a tab",
                        s -> s.substring(0, s.length() / 2) + "\r\n\t" + s.substring(s.length() / 2))
                .list();
    }

    private static String middleLine(String text) {
        return text.lines().skip(1).findFirst().orElseThrow();
    }

    private static String everyLine(String text, String prefix) {
        return text.lines().map(line -> prefix + line).collect(Collectors.joining("\n"));
    }

    // RFC 2045, section 6.7.
    private static String quotedPrintable(String text) {
        StringBuilder out = new StringBuilder();
        int column = 0;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            boolean literal = b == '\n' || b >= ' ' && b < 0x7f && b != '=';
            String next = literal ? String.valueOf((char) b) : String.format(Locale.ROOT, "=%02X", b & 0xff);
            column += next.length();
            if (column > 75) {
                out.append("=\r\n");
                column = next.length();
            }
            out.append(next);
            column = b == '\n' ? 0 : column;
        }
        return out.toString();
    }
}

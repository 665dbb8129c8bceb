package dev.outloop.benchmarks.leak;

import static dev.outloop.benchmarks.leak.Promise.SHOULD;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;

/** Literals of languages and shells. A value without special characters is in most of them as it is. */
final class QuotedForms {

    private QuotedForms() {}

    static List<Transform> all() {
        return new Transform.Family("literals of languages")
                .text(SHOULD, "C \\xNN escapes", s -> bytes(s, b -> true, "\\x%02x"))
                .text(SHOULD, "C \\ooo escapes", s -> bytes(s, b -> true, "\\%03o"))
                .text(SHOULD, "Python bytes", s -> bytes(backslashed(s, "'"), b -> b < ' ' || b > 0x7e, "\\x%02x"))
                .text(SHOULD, "Python repr", s -> backslashed(s, "'"))
                .text(SHOULD, "Go %q", s -> backslashed(s, "\""))
                .text(SHOULD, "Java literal", s -> JsonForms.escaped(backslashed(s, "\""), c -> c > 0x7e, "\\u%04x"))
                .text(
                        SHOULD,
                        "JavaScript \\x",
                        s -> JsonForms.escaped(s, c -> !Character.isLetterOrDigit(c), "\\x%02x"))
                .where(value -> value.text().chars().allMatch(c -> c < 0x100))
                .text(SHOULD, "JavaScript \\u{}", s -> codePoints(s, "\\u{%x}"))
                .text(
                        SHOULD,
                        "JavaScript in HTML",
                        s -> JsonForms.escaped(backslashed(s, "'"), c -> "<>&/\"".indexOf(c) >= 0, "\\u%04X"))
                .text(SHOULD, "CSS escapes", s -> codePoints(s, "\\%06x"))
                .text(
                        SHOULD,
                        "YAML double-quoted",
                        s -> JsonForms.escaped(backslashed(s, "\""), c -> c > 0x7e, "\\u%04x")
                                .replace("/", "\\/"))
                .text(SHOULD, "YAML or SQL single-quoted", s -> s.replace("'", "''"))
                .text(SHOULD, "SQL, backslashes", s -> backslashed(s, "'\""))
                .text(SHOULD, "CSV field", s -> s.replace("\"", "\"\""))
                .text(SHOULD, "shell single-quoted", s -> s.replace("'", "'\\''"))
                .text(SHOULD, "shell backslashes", s -> s.replaceAll("([^A-Za-z0-9_@%+=:,./\\n-])", "\\\\$1"))
                .text(SHOULD, "LDAP filter", s -> bytes(s, b -> "*()\\\0/".indexOf(b) >= 0 || b > 0x7e, "\\%02x"))
                .text(SHOULD, "regex escape", s -> s.replaceAll("([^A-Za-z0-9_\\n])", "\\\\$1"))
                .text(SHOULD, "regex \\Q\\E", java.util.regex.Pattern::quote)
                .text(
                        SHOULD,
                        "properties file",
                        s -> JsonForms.escaped(s, c -> c > 0x7e, "\\u%04X").replaceAll("([=:#! ])", "\\\\$1"))
                .text(SHOULD, "PowerShell backticks", s -> s.replaceAll("([`$\"'#])", "`$1"))
                .text(SHOULD, "LaTeX", s -> s.replaceAll("([#$%&_{}])", "\\\\$1"))
                .text(SHOULD, "Markdown", s -> s.replaceAll("([\\\\`*_{}\\[\\]<>()#+.!|-])", "\\\\$1"))
                .list();
    }

    private static String backslashed(String text, String quotes) {
        String escaped = text.replace("\\", "\\\\").replace("\n", "\\n");
        for (int i = 0; i < quotes.length(); i++) {
            String quote = quotes.substring(i, i + 1);
            escaped = escaped.replace(quote, "\\" + quote);
        }
        return escaped;
    }

    static String bytes(String text, IntPredicate which, String format) {
        StringBuilder out = new StringBuilder();
        for (byte signed : text.getBytes(StandardCharsets.UTF_8)) {
            int b = signed & 0xff;
            if (which.test(b)) {
                out.append(String.format(Locale.ROOT, format, b));
            } else {
                out.append((char) b);
            }
        }
        return out.toString();
    }

    private static String codePoints(String text, String format) {
        return EntityForms.every(text, c -> String.format(Locale.ROOT, format, c));
    }
}

package dev.outloop.benchmarks.leak;

import static dev.outloop.benchmarks.leak.Promise.MUST;
import static dev.outloop.benchmarks.leak.Promise.SHOULD;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntPredicate;

/** JSON string escapes (RFC 8259, section 7), and JSON inside JSON. */
final class JsonForms {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonForms() {}

    static List<Transform> all() {
        return new Transform.Family("JSON strings")
                .text(MUST, "JSON minimal escapes", JsonForms::minimal)
                .text(MUST, "JSON \\/", JsonForms::slashed)
                .text(MUST, "JSON ASCII only, upper", s -> escaped(minimal(s), c -> c > 0x7e, "\\u%04X"))
                .text(MUST, "JSON ASCII only, lower", s -> escaped(minimal(s), c -> c > 0x7e, "\\u%04x"))
                .text(MUST, "JSON safe for HTML", s -> escaped(minimal(s), c -> "<>&='".indexOf(c) >= 0, "\\u%04x"))
                .text(MUST, "JSON \\u00XX every char, upper", s -> escaped(s, c -> true, "\\u%04X"))
                .text(MUST, "JSON \\u00xx every char, lower", s -> escaped(s, c -> true, "\\u%04x"))
                .random(MUST, "JSON \\u00Xx every char, mixed case", (s, r) -> mixedCase(s, r, c -> true))
                .random(MUST, "JSON random subset escaped", JsonForms::subset)
                .random(
                        MUST,
                        "JSON random subset escaped, \\/",
                        (s, r) -> subset(s, r).replace("/", "\\/"))
                .form(
                        MUST,
                        "JSON inside JSON string",
                        s -> Form.text(minimal(minimal(s))).inside("{\"e\": \"{\\\"t\\\": \\\"", "\\\"}\"}"))
                .text(MUST, "JSON twice, \\/ in both", s -> slashed(slashed(s)))
                .text(MUST, "JSON twice, every char inside", s -> minimal(escaped(s, c -> true, "\\u%04x")))
                .text(MUST, "JSON twice, every char outside", s -> escaped(minimal(s), c -> true, "\\u%04x"))
                .random(MUST, "JSON twice, random subsets", (s, r) -> minimal(subset(s, r)))
                .text(MUST, "JSON twice, ASCII only", s -> minimal(escaped(minimal(s), c -> c > 0x7e, "\\u%04x")))
                .form(SHOULD, "JSON in JSON in JSON", s -> Form.text(minimal(minimal(minimal(s)))))
                .list();
    }

    static String minimal(String text) {
        try {
            String quoted = JSON.writeValueAsString(text);
            return quoted.substring(1, quoted.length() - 1);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static String slashed(String text) {
        return minimal(text).replace("/", "\\/");
    }

    /** Each character (UTF-16 unit) that matches as the format says, the others as they are. */
    static String escaped(String text, IntPredicate which, String format) {
        StringBuilder out = new StringBuilder();
        text.chars().forEach(c -> {
            if (which.test(c)) {
                out.append(String.format(Locale.ROOT, format, c));
            } else {
                out.append((char) c);
            }
        });
        return out.toString();
    }

    static String mixedCase(String text, Random random, IntPredicate which) {
        StringBuilder out = new StringBuilder();
        text.chars().forEach(c -> {
            if (which.test(c)) {
                out.append("\\u");
                for (char digit : String.format(Locale.ROOT, "%04x", c).toCharArray()) {
                    out.append(random.nextBoolean() ? Character.toUpperCase(digit) : digit);
                }
            } else {
                out.append((char) c);
            }
        });
        return out.toString();
    }

    /** What has to be escaped is, and about a third of the rest. */
    static String subset(String text, Random random) {
        return mixedCase(text, random, c -> c < ' ' || c == '"' || c == '\\' || random.nextInt(3) == 0);
    }
}

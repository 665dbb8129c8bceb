package dev.outloop.benchmarks.leak;

import static dev.outloop.benchmarks.leak.Promise.BEST_EFFORT;
import static dev.outloop.benchmarks.leak.Promise.MUST;
import static dev.outloop.benchmarks.leak.Promise.SHOULD;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntFunction;

/** Character references of HTML and XML. */
final class EntityForms {

    private EntityForms() {}

    static List<Transform> all() {
        return new Transform.Family("HTML and XML entities")
                .form(
                        MUST,
                        "HTML entities named",
                        s -> Form.text(named(s, "&#39;")).inside("<p>", "</p>"))
                .text(MUST, "XML entities named", s -> named(s, "&apos;"))
                .form(
                        MUST,
                        "HTML entities decimal all",
                        s -> Form.text(every(s, c -> "&#" + c + ";")).inside("<p>", "</p>"))
                .text(MUST, "HTML entities hex all, lower", s -> every(s, c -> "&#x" + Integer.toHexString(c) + ";"))
                .text(MUST, "HTML entities hex all, upper", s -> every(s, c -> String.format(Locale.ROOT, "&#X%X;", c)))
                .text(
                        MUST,
                        "HTML entities zero-padded decimal",
                        s -> every(s, c -> String.format(Locale.ROOT, "&#%07d;", c)))
                .text(
                        MUST,
                        "HTML entities zero-padded hex",
                        s -> every(s, c -> String.format(Locale.ROOT, "&#x%06x;", c)))
                .random(MUST, "HTML entities mixed", EntityForms::mixed)
                .text(MUST, "HTML entities hex of what is special", s -> special(s, "&#x%x;"))
                .text(MUST, "HTML entities decimal of what is special", s -> special(s, "&#%d;"))
                .form(
                        MUST,
                        "XML attribute",
                        s -> Form.text(named(s, "&apos;").replace("\n", "&#10;").replace("\t", "&#9;"))
                                .inside("<e k=\"", "\"/>"))
                .text(
                        SHOULD,
                        "HTML5 names",
                        s -> named(s, "&apos;")
                                .replace("/", "&sol;")
                                .replace("+", "&plus;")
                                .replace("=", "&equals;")
                                .replace("@", "&commat;")
                                .replace("%", "&percnt;")
                                .replace("\\", "&bsol;")
                                .replace("!", "&excl;"))
                .text(SHOULD, "HTML entities twice", s -> named(named(s, "&#39;"), "&#39;"))
                .text(BEST_EFFORT, "HTML entities decimal without semicolon", s -> every(s, c -> "&#" + c))
                .list();
    }

    static String named(String text, String apostrophe) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", apostrophe);
    }

    static String every(String text, IntFunction<String> reference) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> out.append(reference.apply(c)));
        return out.toString();
    }

    private static String special(String text, String format) {
        return every(
                text,
                c -> Character.isLetterOrDigit(c) && c < 0x80
                        ? Character.toString(c)
                        : String.format(Locale.ROOT, format, c));
    }

    static String mixed(String text, Random random) {
        return every(text, c -> switch (random.nextInt(5)) {
            case 0 -> "&#" + c + ";";
            case 1 -> String.format(Locale.ROOT, random.nextBoolean() ? "&#x%X;" : "&#x%x;", c);
            default -> named(Character.toString(c), "&#39;");
        });
    }
}

package dev.outloop.benchmarks.leak;

import static dev.outloop.benchmarks.leak.Promise.MUST;
import static dev.outloop.benchmarks.leak.Promise.SHOULD;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/** Percent-encoding (RFC 3986, section 2.1) and forms (WHATWG URL, section 5). */
final class PercentForms {

    private PercentForms() {}

    static List<Transform> all() {
        return new Transform.Family("percent-encoding")
                .text(MUST, "percent, upper", s -> percent(s, PercentForms::isReserved, b -> "%02X"))
                .form(
                        MUST,
                        "percent standard lower hex",
                        s -> Form.text(lower(s)).inside("u=/x?key=", ""))
                .random(MUST, "percent, mixed case", (s, r) -> percent(s, PercentForms::isReserved, b -> anyCase(r)))
                .text(MUST, "percent, every byte upper", s -> percent(s, b -> true, b -> "%02X"))
                .text(MUST, "percent, every byte lower", s -> percent(s, b -> true, b -> "%02x"))
                .random(MUST, "percent, random subset", PercentForms::subset)
                .text(
                        MUST,
                        "percent, path alphabet",
                        s -> percent(s, b -> isReserved(b) && "!$&'()*+,;=:@/".indexOf(b) < 0, b -> "%02X"))
                .text(
                        MUST,
                        "percent, no more than a line needs",
                        s -> percent(s, b -> b <= ' ' || b >= 0x7f || b == '%' || b == '"', b -> "%02X"))
                .text(MUST, "percent twice", s -> upper(upper(s)))
                .text(MUST, "percent twice, every byte", s -> upper(percent(s, b -> true, b -> "%02x")))
                .random(MUST, "percent twice, random subsets", (s, r) -> subset(subset(s, r), r))
                .text(MUST, "form +", s -> URLEncoder.encode(s, StandardCharsets.UTF_8))
                .text(MUST, "form +, lower", s -> lower(s).replace("%20", "+"))
                .form(MUST, "URL userinfo", s -> Form.text(upper(s)).inside("https://user:", "@api.example/"))
                .text(SHOULD, "percent three times", s -> upper(upper(upper(s))))
                .list();
    }

    static String upper(String text) {
        return percent(text, PercentForms::isReserved, b -> "%02X");
    }

    static String lower(String text) {
        return percent(text, PercentForms::isReserved, b -> "%02x");
    }

    static String subset(String text, Random random) {
        return percent(text, b -> isReserved(b) || random.nextInt(3) == 0, b -> anyCase(random));
    }

    private static String anyCase(Random random) {
        return random.nextBoolean() ? "%02X" : "%02x";
    }

    private static boolean isReserved(int b) {
        return !(b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || "-._~".indexOf(b) >= 0);
    }

    private static String percent(String text, IntPredicate which, IntFunction<String> format) {
        StringBuilder out = new StringBuilder();
        for (byte signed : text.getBytes(StandardCharsets.UTF_8)) {
            int b = signed & 0xff;
            if (which.test(b) || b > 0x7f) {
                out.append('%').append(String.format(java.util.Locale.ROOT, format.apply(b), b));
            } else {
                out.append((char) b);
            }
        }
        return out.toString();
    }
}

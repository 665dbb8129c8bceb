package dev.outloop.benchmarks.leak;

import static dev.outloop.benchmarks.leak.Promise.BEST_EFFORT;
import static dev.outloop.benchmarks.leak.Promise.MUST;
import static dev.outloop.benchmarks.leak.Promise.SHOULD;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Hexadecimal as programs print it. */
final class HexForms {

    private static final HexFormat HEX = HexFormat.of();

    private HexForms() {}

    static List<Transform> all() {
        return new Transform.Family("hexadecimal")
                .text(MUST, "hex lower", s -> hex(HEX, s))
                .text(MUST, "hex upper", s -> hex(HEX.withUpperCase(), s))
                .form(MUST, "hex after 0x", s -> Form.text(hex(HEX, s)).inside("0x", ""))
                .form(
                        MUST,
                        "hex of SQL",
                        s -> Form.text(hex(HEX.withUpperCase(), s)).inside("X'", "'"))
                .form(
                        MUST,
                        "hex of PostgreSQL bytea",
                        s -> Form.text(hex(HEX, s)).inside("\\x", ""))
                .text(MUST, "hex of user:secret", s -> hex(HEX, "user:" + s + "\n"))
                .random(SHOULD, "hex, mixed case", HexForms::mixed)
                .text(SHOULD, "hex colon separated", s -> hex(HexFormat.ofDelimiter(":"), s))
                .text(SHOULD, "hexdump spaced", s -> hex(HexFormat.ofDelimiter(" "), s))
                .text(SHOULD, "hex, dashes", s -> hex(HexFormat.ofDelimiter("-").withUpperCase(), s))
                .text(
                        SHOULD,
                        "hex bytes of C",
                        s -> hex(HexFormat.ofDelimiter(", ").withPrefix("0x"), s))
                .text(BEST_EFFORT, "xxd dump", HexForms::dump)
                .list();
    }

    static String hex(HexFormat format, String text) {
        return format.formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String mixed(String text, Random random) {
        StringBuilder out = new StringBuilder();
        for (char digit : hex(HEX, text).toCharArray()) {
            out.append(random.nextBoolean() ? Character.toUpperCase(digit) : digit);
        }
        return out.toString();
    }

    private static String dump(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder out = new StringBuilder();
        for (int at = 0; at < bytes.length; at += 16) {
            out.append(String.format(java.util.Locale.ROOT, "%08x:", at));
            for (int i = at; i < Math.min(at + 16, bytes.length); i++) {
                out.append((i - at) % 2 == 0 ? " " : "").append(HEX.toHexDigits(bytes[i]));
            }
            out.append('\n');
        }
        return out.toString();
    }
}

package dev.outloop.core.internal.redact;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Every form that the checker promises to find, as bytes, by encoders of the JDK or written out. */
final class CheckedForms {

    private CheckedForms() {}

    static Map<String, Function<String, byte[]>> all() {
        Map<String, Function<String, byte[]>> all = new LinkedHashMap<>();
        Encodings.all().forEach((name, encoder) -> all.put(name, s -> Exchange.utf8(encoder.apply(s))));
        add(all, "json every unit", s -> units(s, u -> String.format("\\u%04x", u)));
        add(all, "json every second unit", s -> mixed(s, u -> String.format("\\u%04X", u)));
        add(all, "json every unit, twice", s -> units(s, u -> String.format("\\\\u%04X", u)));
        add(
                all,
                "percent mixed case",
                s -> percent(s).replaceAll("(%..%)(..)", "$1$2").replace("%2F", "%2f"));
        add(all, "percent every byte, twice", s -> percent(s).replace("%", "%25"));
        add(all, "form twice", s -> form(form(s)));
        add(all, "decimal units", s -> units(s, u -> "&#" + u + ";"));
        add(all, "decimal with zeros", s -> points(s, p -> String.format("&#%012d;", p)));
        add(all, "hex references", s -> points(s, p -> String.format("&#x%x;", p)));
        add(all, "HEX references with zeros", s -> points(s, p -> String.format("&#X%08X;", p)));
        add(all, "named references", s -> points(s, CheckedForms::named));
        add(all, "hex mixed case", s -> mixedCase(hex(s)));
        for (int before = 0; before < 3; before++) {
            String prefix = "xyz".substring(0, before);
            Function<String, String> base64 = s -> base64(prefix + s + "#");
            add(all, "base64 wrapped by LF at " + before, s -> wrapped(base64.apply(s), "\n"));
            add(all, "base64 wrapped by CRLF at " + before, s -> wrapped(base64.apply(s), "\r\n"));
            add(all, "base64 folded at " + before, s -> wrapped(base64.apply(s), "\r\n \t  "));
            add(all, "base64 wrapped by CR at " + before, s -> wrapped(base64.apply(s), "\r"));
            add(all, "base64 wrapped in JSON at " + before, s -> wrapped(base64.apply(s), "\\n"));
            add(all, "base64 wrapped by CRLF in JSON at " + before, s -> wrapped(base64.apply(s), "\\r\\n"));
            add(all, "base64 wrapped in JSON in JSON at " + before, s -> wrapped(base64.apply(s), "\\\\n"));
            add(
                    all,
                    "base64 in JSON with slashes at " + before,
                    s -> base64.apply(s).replace("/", "\\/"));
            add(all, "base64 percent at " + before, s -> form(base64.apply(s)));
            add(
                    all,
                    "base64 percent lower at " + before,
                    s -> form(base64.apply(s)).replace("%2B", "%2b").replace("%2F", "%2f"));
            add(
                    all,
                    "base64 references at " + before,
                    s -> base64.apply(s).replace("+", "&#43;").replace("/", "&#x2F;"));
        }
        add(all, "hex wrapped", s -> wrapped(hex(s), "\n"));
        all.put("UTF-16LE", s -> bytes(s, StandardCharsets.UTF_16LE));
        all.put("UTF-16BE", s -> bytes(s, StandardCharsets.UTF_16BE));
        return all;
    }

    /** How many bytes of the form, at most, hold more of what stands before the value than of the value. */
    static int shared(String form) {
        return form.endsWith(" at 1") ? 2 : form.endsWith(" at 2") ? 3 : 0;
    }

    static String percent(String s) {
        return "%" + hex(s).toUpperCase(Locale.ROOT).replaceAll("(..)(?=.)", "$1%");
    }

    private static void add(Map<String, Function<String, byte[]>> all, String name, Function<String, String> encoder) {
        all.put(name, s -> Exchange.utf8(encoder.apply(s)));
    }

    private static byte[] bytes(String s, Charset charset) {
        return s.getBytes(charset);
    }

    private static String hex(String s) {
        return HexFormat.of().formatHex(Exchange.utf8(s));
    }

    private static String base64(String s) {
        return Base64.getEncoder().encodeToString(Exchange.utf8(s));
    }

    private static String form(String s) {
        return java.net.URLEncoder.encode(s, StandardCharsets.UTF_8);
    }

    private static String wrapped(String s, String lineBreak) {
        return s.replaceAll("(.{7})(?=.)", "$1" + lineBreak.replace("\\", "\\\\"));
    }

    private static String units(String s, IntFunction<String> encoder) {
        StringBuilder out = new StringBuilder();
        s.chars().forEach(unit -> out.append(encoder.apply(unit)));
        return out.toString();
    }

    private static String points(String s, IntFunction<String> encoder) {
        StringBuilder out = new StringBuilder();
        s.codePoints().forEach(point -> out.append(encoder.apply(point)));
        return out.toString();
    }

    private static String mixed(String s, IntFunction<String> encoder) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < s.length(); i++) {
            char c = s.charAt(i);
            boolean stays = i % 2 == 0 && c != '"' && c != '\\' && !Character.isSurrogate(c);
            out.append(stays ? String.valueOf(c) : encoder.apply(c));
        }
        return out.toString();
    }

    private static String mixedCase(String hex) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < hex.length(); i++) {
            out.append(i % 3 == 0 ? Character.toUpperCase(hex.charAt(i)) : hex.charAt(i));
        }
        return out.toString();
    }

    private static String named(int point) {
        return switch (point) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            case '\'' -> "&apos;";
            case '/' -> "&sol;";
            case '+' -> "&plus;";
            case '=' -> "&equals;";
            case '_' -> "&lowbar;";
            case '\\' -> "&bsol;";
            case '#' -> "&num;";
            case '@' -> "&commat;";
            case '%' -> "&percnt;";
            case '!' -> "&excl;";
            case 0xfc -> "&uuml;";
            default -> Character.toString(point);
        };
    }
}

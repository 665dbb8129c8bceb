package dev.outloop.benchmarks.leak;

import static dev.outloop.benchmarks.leak.Promise.BEST_EFFORT;
import static dev.outloop.benchmarks.leak.Promise.CANNOT;
import static dev.outloop.benchmarks.leak.Promise.SHOULD;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The value changed, in pieces, in part, or in a code that web servers do not use by themselves. */
final class ChangedForms {

    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private ChangedForms() {}

    static List<Transform> all() {
        return new Transform.Family("changed, split or in part")
                .text(SHOULD, "upper case", s -> s.toUpperCase(Locale.ROOT))
                .where(value -> !value.text().toUpperCase(Locale.ROOT).equals(value.text()))
                .text(SHOULD, "lower case", s -> s.toLowerCase(Locale.ROOT))
                .where(value -> !value.text().toLowerCase(Locale.ROOT).equals(value.text()))
                .text(SHOULD, "zero-width space inserted", s -> joined(s, "\u200b"))
                .text(SHOULD, "soft hyphen inserted", s -> joined(s, "\u00ad"))
                .text(SHOULD, "base32", ChangedForms::base32)
                .form(
                        SHOULD,
                        "all but first 5 chars (CVE-2024-9606 shape)",
                        s -> Form.text(s.substring(5)).inside("*****", ""))
                .where(value -> value.text().length() > 16)
                .text(SHOULD, "all but last char", s -> s.substring(0, s.length() - 1))
                .where(value -> !value.hasLines())
                .text(
                        BEST_EFFORT,
                        "first 4 + last 4 masked by upstream",
                        s -> s.substring(0, 4) + "****" + s.substring(s.length() - 4))
                .form(
                        BEST_EFFORT,
                        "SSE two events, half each",
                        s -> Form.text(s.substring(0, s.length() / 2) + "\n\ndata: " + s.substring(s.length() / 2)))
                .text(BEST_EFFORT, "JSON array of chars", s -> joined(s, "\", \""))
                .text(
                        BEST_EFFORT,
                        "JSON array of code points",
                        s -> s.codePoints().mapToObj(String::valueOf).collect(Collectors.joining(", ", "[", "]")))
                .text(
                        BEST_EFFORT,
                        "fullwidth NFKC",
                        s -> EntityForms.every(s, c -> Character.toString(c > ' ' && c < 0x7f ? c + 0xfee0 : c)))
                .text(BEST_EFFORT, "base85", ChangedForms::ascii85)
                .text(CANNOT, "reversed", s -> new StringBuilder(s).reverse().toString())
                .text(CANNOT, "ROT13", ChangedForms::rot13)
                .where(value -> !rot13(value.text()).equals(value.text()))
                .form(CANNOT, "XOR 0x20", s -> Form.octets(xor(s)))
                .text(CANNOT, "each character followed by the next letter", s -> joined(s, "x"))
                .list();
    }

    private static String joined(String text, String separator) {
        return text.codePoints().mapToObj(Character::toString).collect(Collectors.joining(separator));
    }

    private static byte[] xor(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] ^= 0x20;
        }
        return bytes;
    }

    private static String rot13(String text) {
        return text.chars()
                .map(c -> Character.isLetter(c) && c < 0x80 ? (c & 0x20) + 'A' + ((c & ~0x20) - 'A' + 13) % 26 : c)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    // RFC 4648, section 6.
    private static String base32(String text) {
        StringBuilder bits = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            bits.append(String.format(Locale.ROOT, "%8s", Integer.toBinaryString(b & 0xff))
                    .replace(' ', '0'));
        }
        StringBuilder out = new StringBuilder();
        for (int at = 0; at < bits.length(); at += 5) {
            String five = (bits.substring(at, Math.min(at + 5, bits.length())) + "0000").substring(0, 5);
            out.append(BASE32.charAt(Integer.parseInt(five, 2)));
        }
        return out.append("=".repeat(Math.floorMod(-out.length(), 8))).toString();
    }

    private static String ascii85(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder out = new StringBuilder();
        for (int at = 0; at < bytes.length; at += 4) {
            long group = 0;
            for (int i = 0; i < 4; i++) {
                group = group << 8 | (at + i < bytes.length ? bytes[at + i] & 0xff : 0);
            }
            StringBuilder digits = new StringBuilder();
            for (int i = 0; i < 5; i++, group /= 85) {
                digits.insert(0, (char) ('!' + group % 85));
            }
            out.append(digits, 0, Math.min(4, bytes.length - at) + 1);
        }
        return out.toString();
    }
}

package dev.outloop.core.internal.redact;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Forms of a secret for random tests, some of them left to chance themselves. */
final class RandomForms {

    /** Mixtures, which no list of literals holds. */
    private static final List<Named> MIXED = List.of(
            new Named("json, any mixture", RandomForms::jsonMixture),
            new Named("json, any mixture, twice", (s, r) -> Encodings.json("\"" + jsonMixture(s, r) + "\"")),
            new Named(
                    "json, any mixture in any mixture",
                    (s, r) -> jsonMixture(jsonMixture(s, r), r).replace("/", "\\/")),
            new Named("percent, any mixture", (s, r) -> percentMixture(s, r, false)),
            new Named("form, any mixture", (s, r) -> percentMixture(s, r, true)),
            new Named("percent twice", (s, r) -> percent(percent(s))),
            new Named(
                    "percent, any mixture in any mixture",
                    (s, r) -> percentMixture(percentMixture(s, r, false), r, false)),
            new Named("entities, any mixture", RandomForms::entityMixture),
            new Named("base64 in lines", RandomForms::base64Lines),
            new Named(
                    "base64 in JSON with \\/",
                    (s, r) -> base64("ab?".substring(r.nextInt(4)) + s).replace("/", "\\/")));

    /** All that are never shown. */
    static final List<Named> ALL = Stream.concat(fixed(), MIXED.stream()).toList();

    /** A form and how to write it. */
    record Named(String name, BiFunction<String, Random, String> writer) {
        String write(String secret, Random random) {
            return writer.apply(secret, random);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private RandomForms() {}

    private static Stream<Named> fixed() {
        return Encodings.all().entrySet().stream()
                .map(form -> new Named(form.getKey(), (s, r) -> form.getValue().apply(s)));
    }

    /** Both halves of a surrogate pair or none, since half a pair is no character to be sent in UTF-8. */
    private static String jsonMixture(String text, Random random) {
        StringBuilder out = new StringBuilder();
        text.codePoints().mapToObj(Character::toString).forEach(character -> {
            char first = character.charAt(0);
            if (first < ' ' || first == '"' || first == '\\' || random.nextInt(3) == 0) {
                character
                        .chars()
                        .forEach(c -> out.append("\\u").append(anyCase(String.format(Locale.ROOT, "%04x", c), random)));
            } else {
                out.append(character);
            }
        });
        return out.toString();
    }

    private static String percent(String text) {
        return percentMixture(text, new Random(0), false);
    }

    private static String percentMixture(String text, Random random, boolean plus) {
        StringBuilder out = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (plus && b == ' ' && random.nextBoolean()) {
                out.append('+');
            } else if (b <= ' ' || b == '%' || b == '+' || random.nextInt(3) == 0) {
                out.append('%').append(anyCase(String.format(Locale.ROOT, "%02x", b & 0xff), random));
            } else {
                out.append((char) b);
            }
        }
        return out.toString();
    }

    private static String entityMixture(String text, Random random) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c == '&' ? random.nextInt(3) : random.nextInt(6)) {
                case 0 -> out.append(String.format(Locale.ROOT, random.nextBoolean() ? "&#%d;" : "&#%06d;", c));
                case 1 -> out.append(String.format(Locale.ROOT, random.nextBoolean() ? "&#x%x;" : "&#X%04X;", c));
                case 2 ->
                    out.append(
                            switch (c) {
                                case '&' -> "&amp;";
                                case '<' -> "&lt;";
                                case '>' -> "&gt;";
                                case '"' -> "&quot;";
                                case '\'' -> "&apos;";
                                default -> Character.toString(c);
                            });
                default -> out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    private static String base64Lines(String text, Random random) {
        int width = random.nextBoolean() ? 64 : 76;
        String before = ".".repeat(width / 4 * 3 - 6 + random.nextInt(4));
        return base64(before + text + " and more")
                .replaceAll("(.{" + width + "})(?=.)", "$1" + (random.nextBoolean() ? "\n" : "\r\n"));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(Exchange.utf8(text));
    }

    private static String anyCase(String digits, Random random) {
        StringBuilder out = new StringBuilder();
        digits.chars().forEach(c -> out.append((char) (random.nextBoolean() ? Character.toUpperCase(c) : c)));
        return out.toString();
    }
}

package dev.outloop.core.internal.redact;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds a secret in a text by decoding with the JDK and Jackson; shares nothing with the engine. */
final class Oracle {

    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{16,}");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{10,}");
    private static final Pattern ENTITY =
            Pattern.compile("&(?:#(0*[0-9]{1,6})|#x(0*[0-9a-fA-F]{1,5})|(amp|lt|gt|quot|apos));");

    private Oracle() {}

    /** Whether the text holds the secret in one of the forms that are removed. */
    static boolean shows(String text, String secret) {
        List<String> readings = new ArrayList<>(List.of(text, entities(text)));
        readings.add(percent(text, false));
        readings.add(percent(text, true));
        String once = json(text);
        readings.add(once);
        readings.add(json(once));
        for (Matcher m = HEX.matcher(text); m.find(); ) {
            for (int skip = 0; skip < 2; skip++) {
                String run = m.group().substring(skip);
                readings.add(utf8(HexFormat.of().parseHex(run.substring(0, run.length() / 2 * 2))));
            }
        }
        for (Matcher m = BASE64.matcher(text); m.find(); ) {
            for (int skip = 0; skip < 4; skip++) {
                String run = m.group().substring(skip).replace('-', '+').replace('_', '/');
                int whole = run.length() % 4 == 1 ? run.length() - 1 : run.length();
                readings.add(utf8(Base64.getDecoder().decode(run.substring(0, whole))));
            }
        }
        return readings.stream().anyMatch(reading -> reading.contains(secret));
    }

    private static String percent(String text, boolean plusIsSpace) {
        String strict = text.replaceAll("%(?![0-9a-fA-F]{2})", "%25");
        return URLDecoder.decode(plusIsSpace ? strict : strict.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String json(String text) {
        String valid = text.replaceAll("(?s)(\\\\u[0-9a-fA-F]{4}|\\\\[\"\\\\/bfnrt])|\\\\", "$1")
                .replaceAll("[\\x00-\\x1f]", " ");
        StringBuilder quoted = new StringBuilder();
        boolean escaped = false;
        for (char c : valid.toCharArray()) {
            quoted.append(c == '"' && !escaped ? "\\\"" : String.valueOf(c));
            escaped = c == '\\' && !escaped;
        }
        try {
            return Encodings.JSON.readValue("\"" + quoted + "\"", String.class);
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    private static String entities(String text) {
        return ENTITY.matcher(text).replaceAll(m -> {
            String replaced = m.group(1) != null
                    ? Character.toString(Integer.parseInt(m.group(1)))
                    : m.group(2) != null
                            ? Character.toString(Integer.parseInt(m.group(2), 16))
                            : switch (m.group(3)) {
                                case "amp" -> "&";
                                case "lt" -> "<";
                                case "gt" -> ">";
                                case "quot" -> "\"";
                                default -> "'";
                            };
            return Matcher.quoteReplacement(replaced);
        });
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

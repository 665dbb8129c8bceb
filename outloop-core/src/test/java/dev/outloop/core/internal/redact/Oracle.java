package dev.outloop.core.internal.redact;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds a secret in a text by decoding, layer by layer, with the JDK and Jackson; shares nothing with the engine. */
final class Oracle {

    private static final int LAYERS = 3;
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{16,}");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{10,}");
    private static final Pattern ENTITY =
            Pattern.compile("&(?:#0*([0-9]{1,7})|#[xX]0*([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos));");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:[\"\\\\/bfnrt]|u[0-9a-fA-F]{4})");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();

    private final String secret;
    private final Set<String> seen = new HashSet<>();

    private Oracle(String secret) {
        this.secret = secret;
    }

    /** Whether the text holds the secret in one of the forms that are removed, or in up to three layers of them. */
    static boolean shows(String text, String secret) {
        return new Oracle(secret).shows(text, LAYERS);
    }

    private boolean shows(String text, int layers) {
        if (text.length() < secret.length() || !seen.add(text)) {
            return false;
        }
        return text.contains(secret) || layers > 0 && (showsEscaped(text, layers - 1) || showsRuns(text, layers - 1));
    }

    private boolean showsEscaped(String text, int layers) {
        return text.indexOf('\\') >= 0 && shows(json(text), layers)
                || text.indexOf('&') >= 0 && shows(entities(text), layers)
                || (text.indexOf('%') >= 0 || text.indexOf('+') >= 0)
                        && (shows(percent(text, false), layers) || shows(percent(text, true), layers))
                || text.indexOf('\n') >= 0 && shows(text.replaceAll("\\r?\\n", ""), layers)
                || text.indexOf('\0') >= 0 && shows(text.replace("\0", ""), layers);
    }

    private boolean showsRuns(String text, int layers) {
        for (Matcher m = HEX.matcher(text); m.find(); ) {
            for (int skip = 0; skip < 2; skip++) {
                String run = m.group().substring(skip);
                if (shows(utf8(HexFormat.of().parseHex(run.substring(0, run.length() / 2 * 2))), layers)) {
                    return true;
                }
            }
        }
        for (Matcher m = BASE64.matcher(text); m.find(); ) {
            for (int skip = 0; skip < 4; skip++) {
                String run = m.group().substring(skip).replace('-', '+').replace('_', '/');
                int whole = run.length() % 4 == 1 ? run.length() - 1 : run.length();
                if (shows(utf8(Base64.getDecoder().decode(run.substring(0, whole))), layers)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static String percent(String text, boolean plusIsSpace) {
        String strict = text.replaceAll("%(?![0-9a-fA-F]{2})", "%25");
        return URLDecoder.decode(plusIsSpace ? strict : strict.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String json(String text) {
        try {
            return JSON.readValue(quote(text), String.class);
        } catch (JsonProcessingException e) {
            throw new AssertionError("what was made a JSON string of cannot be read", e);
        }
    }

    /** Any text as a JSON string: what is an escape stays one, and any other backslash is dropped. */
    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted.append("\\\"");
            } else if (c != '\\') {
                quoted.append(c);
            } else if (ESCAPE.matcher(text).region(i, text.length()).lookingAt()) {
                quoted.append(c).append(text.charAt(++i));
            }
        }
        return quoted.append('"').toString();
    }

    private static String entities(String text) {
        return ENTITY.matcher(text)
                .replaceAll(m -> Matcher.quoteReplacement(entity(m.group(1), m.group(2), m.group(3))));
    }

    private static String entity(String decimal, String hex, String name) {
        if (name != null) {
            return switch (name) {
                case "amp" -> "&";
                case "lt" -> "<";
                case "gt" -> ">";
                case "quot" -> "\"";
                default -> "'";
            };
        }
        int c = decimal != null ? Integer.parseInt(decimal) : Integer.parseInt(hex, 16);
        return Character.isValidCodePoint(c) ? Character.toString(c) : "\ufffd";
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

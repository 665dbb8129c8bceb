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
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds a secret in a text by decoding, layer by layer, with the JDK and Jackson; shares nothing with the engine. */
final class Oracle {

    private static final int LAYERS = 3;
    private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{16,}");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{10,}");
    private static final Pattern BASE32 = Pattern.compile("[A-Z2-7]{12,}");
    private static final Pattern SPACED_HEX = Pattern.compile("[0-9a-fA-F]{2}(?:[: -][0-9a-fA-F]{2}){7,}");
    private static final Pattern HEX_ESCAPE = Pattern.compile("\\\\x([0-9a-fA-F]{2})");
    private static final Pattern INVISIBLE = Pattern.compile("[\\u00ad\\u200b-\\u200d\\u2060\\ufeff]");
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
        return text.contains(secret)
                || text.contains(secret.toUpperCase(Locale.ROOT))
                || text.contains(secret.toLowerCase(Locale.ROOT))
                || layers > 0 && (showsEscaped(text, layers - 1) || showsRuns(text, layers - 1));
    }

    private boolean showsEscaped(String text, int layers) {
        return text.indexOf('\\') >= 0 && (shows(json(text), layers) || shows(bytes(text), layers))
                || text.indexOf('&') >= 0 && shows(entities(text), layers)
                || (text.indexOf('%') >= 0 || text.indexOf('+') >= 0)
                        && (shows(percent(text, false), layers) || shows(percent(text, true), layers))
                || text.indexOf('\n') >= 0 && shows(text.replaceAll("\\r?\\n", ""), layers)
                || shows(INVISIBLE.matcher(text).replaceAll(""), layers)
                || shows(SPACED_HEX.matcher(text).replaceAll(run -> run.group().replaceAll("[: -]", "")), layers)
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
        for (Matcher m = BASE32.matcher(text); m.find(); ) {
            if (shows(utf8(base32(m.group())), layers)) {
                return true;
            }
        }
        return false;
    }

    /** Bytes as C, JavaScript and Python escape them. */
    private static String bytes(String text) {
        String octets = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        String read = HEX_ESCAPE
                .matcher(octets)
                .replaceAll(m -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(m.group(1), 16))));
        return utf8(read.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] base32(String run) {
        StringBuilder bits = new StringBuilder();
        run.chars()
                .forEach(c -> bits.append(Integer.toBinaryString(32 + (c >= 'A' ? c - 'A' : c - '2' + 26))
                        .substring(1)));
        byte[] bytes = new byte[bits.length() / 8];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) Integer.parseInt(bits.substring(8 * i, 8 * i + 8), 2);
        }
        return bytes;
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

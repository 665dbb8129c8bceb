package dev.outloop.benchmarks.leak;

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

/** What somebody with the JDK and Jackson at hand reads in a text, three layers deep. */
final class Readings {

    private static final int LAYERS = 3;
    private static final int MAX_READINGS = 400;
    private static final Pattern HEX = Pattern.compile("(?:[0-9a-fA-F]{2}){8,}");
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{10,}");
    private static final Pattern ENTITY =
            Pattern.compile("&(?:#0*([0-9]{1,7})|#[xX]0*([0-9a-fA-F]{1,6})|(amp|lt|gt|quot|apos));");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:[\"\\\\/bfnrt]|u[0-9a-fA-F]{4})");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();

    private Readings() {}

    /** Octets shown as Latin-1, and so are the readings. */
    static Set<String> of(String octets) {
        Set<String> all = new HashSet<>();
        add(octets, LAYERS, all);
        return all;
    }

    private static void add(String octets, int layers, Set<String> all) {
        if (octets.length() < 8 || all.size() > MAX_READINGS || !all.add(octets) || layers == 0) {
            return;
        }
        if (octets.indexOf('&') >= 0) {
            add(entities(octets), layers - 1, all);
        }
        if (octets.indexOf('%') >= 0) {
            add(percent(octets, false), layers - 1, all);
            add(percent(octets, true), layers - 1, all);
        }
        if (octets.indexOf('\\') >= 0) {
            add(json(octets), layers - 1, all);
        }
        if (octets.indexOf('\n') >= 0) {
            add(octets.replaceAll("[\\r\\n]+[ \\t]*", ""), layers - 1, all);
        }
        if (octets.indexOf('\0') >= 0) {
            add(octets.replace("\0", ""), layers - 1, all);
        }
        for (Matcher m = HEX.matcher(octets); m.find(); ) {
            add(Form.latin1(HexFormat.of().parseHex(m.group())), layers - 1, all);
        }
        for (Matcher m = BASE64.matcher(octets); m.find(); ) {
            String run = m.group().replace('-', '+').replace('_', '/');
            for (int skip = 0; skip < 4; skip++) {
                String part = run.substring(skip);
                String whole = part.length() % 4 == 1 ? part.substring(0, part.length() - 1) : part;
                add(Form.latin1(Base64.getDecoder().decode(whole)), layers - 1, all);
            }
        }
        int gzip = octets.indexOf("\u001f\u008b\b");
        if (gzip >= 0) {
            add(Form.latin1(Packed.gunzip(Form.octets(octets.substring(gzip)))), layers - 1, all);
        }
    }

    private static String percent(String octets, boolean plusIsSpace) {
        String strict = octets.replaceAll("%(?![0-9a-fA-F]{2})", "%25");
        return URLDecoder.decode(plusIsSpace ? strict : strict.replace("+", "%2B"), StandardCharsets.ISO_8859_1);
    }

    private static String json(String octets) {
        try {
            return Form.latin1(
                    JSON.readValue(quote(Form.utf8(octets)), String.class).getBytes(StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was made a JSON string of cannot be read", e);
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

    private static String entities(String octets) {
        return ENTITY.matcher(octets).replaceAll(m -> {
            int c = m.group(1) != null
                    ? Integer.parseInt(m.group(1))
                    : m.group(2) != null
                            ? Integer.parseInt(m.group(2), 16)
                            : switch (m.group(3)) {
                                case "amp" -> '&';
                                case "lt" -> '<';
                                case "gt" -> '>';
                                case "quot" -> '"';
                                default -> '\'';
                            };
            String text = Character.isValidCodePoint(c) ? Character.toString(c) : "?";
            return Matcher.quoteReplacement(Form.latin1(text.getBytes(StandardCharsets.UTF_8)));
        });
    }
}

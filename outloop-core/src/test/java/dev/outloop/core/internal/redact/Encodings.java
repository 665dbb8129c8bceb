package dev.outloop.core.internal.redact;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.gson.Gson;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Encoders that others wrote, to make responses with: JDK, Jackson, Gson. */
final class Encodings {

    static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper ASCII_JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final Gson GSON = new Gson();

    private Encodings() {}

    static Map<String, UnaryOperator<String>> all() {
        Map<String, UnaryOperator<String>> all = new LinkedHashMap<>();
        all.put("plain", s -> s);
        all.put("json", Encodings::json);
        all.put("json ascii", s -> unquoted(written(ASCII_JSON, s)));
        all.put("json ascii lower", s -> lowerEscapes(unquoted(written(ASCII_JSON, s))));
        all.put("json slash", s -> json(s).replace("/", "\\/"));
        all.put("gson", s -> unquoted(GSON.toJson(s)));
        all.put("json in json", s -> json("{\"t\":" + written(JSON, s) + "}"));
        all.put("gson in gson", s -> unquoted(GSON.toJson(GSON.toJson(s))));
        all.put("gson in json", s -> json(GSON.toJson(s)));
        all.put(
                "json slash in json slash",
                s -> json("\"" + json(s).replace("/", "\\/") + "\"").replace("/", "\\/"));
        all.put("form", s -> URLEncoder.encode(s, StandardCharsets.UTF_8));
        all.put(
                "percent",
                s -> URLEncoder.encode(s, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("*", "%2A")
                        .replace("%7E", "~"));
        all.put("percent lower", s -> all.get("percent").apply(s).equals(s) ? s : lowerPercent(s));
        all.put("percent every byte", s -> "%" + hex(s).replaceAll("(..)(?=.)", "$1%"));
        for (int before = 0; before < 3; before++) {
            String prefix = "xyz".substring(0, before);
            all.put("base64 at " + before, s -> base64(Base64.getEncoder(), prefix + s + " tail"));
            all.put("base64 end at " + before, s -> base64(Base64.getEncoder(), prefix + s));
            all.put("base64url at " + before, s -> base64(Base64.getUrlEncoder().withoutPadding(), prefix + s + "?"));
            all.put(
                    "base64url end at " + before,
                    s -> base64(Base64.getUrlEncoder().withoutPadding(), prefix + s));
        }
        all.put("hex", Encodings::hex);
        all.put("hex upper", s -> hex(s).toUpperCase(Locale.ROOT));
        all.put(
                "html",
                s -> s.replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;")
                        .replace("\"", "&quot;")
                        .replace("'", "&#39;"));
        all.put("html decimal", s -> {
            StringBuilder out = new StringBuilder();
            s.codePoints().forEach(c -> out.append("&#").append(c).append(';'));
            return out.toString();
        });
        return all;
    }

    static String json(String text) {
        return unquoted(written(JSON, text));
    }

    private static String written(ObjectMapper mapper, String text) {
        try {
            return mapper.writeValueAsString(text);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String unquoted(String json) {
        return json.substring(1, json.length() - 1);
    }

    private static String lowerEscapes(String json) {
        return java.util.regex.Pattern.compile("\\\\u[0-9A-F]{4}")
                .matcher(json)
                .replaceAll(m -> "\\" + m.group().toLowerCase(Locale.ROOT));
    }

    private static String lowerPercent(String text) {
        return java.util.regex.Pattern.compile("%[0-9A-F]{2}")
                .matcher(URLEncoder.encode(text, StandardCharsets.UTF_8)
                        .replace("+", "%20")
                        .replace("*", "%2A")
                        .replace("%7E", "~"))
                .replaceAll(m -> m.group().toLowerCase(Locale.ROOT));
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(Exchange.utf8(text));
    }

    private static String base64(Base64.Encoder encoder, String text) {
        return encoder.encodeToString(Exchange.utf8(text));
    }
}

package dev.outloop.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Texts that keep a detector from skipping: its keywords again and again, whole and almost. */
final class HostileText {

    private HostileText() {}

    /** By name, what is repeated. */
    static Map<String, String> pieces(List<String> keywords) {
        Map<String, String> pieces = new LinkedHashMap<>();
        pieces.put("nothing but a", "a");
        pieces.put("every keyword in turn", String.join(" ", keywords) + " ");
        pieces.put("every keyword, cut by one", String.join(" ", cutByOne(keywords)) + " ");
        pieces.put("near misses", String.join(" ", nearMisses(keywords)) + " ");
        pieces.put("assignments without a value", "\"api_key\": \"\", \"password\": \"\", \"secret_token\" = ");
        return pieces;
    }

    static byte[] repeated(String piece, int size) {
        byte[] bytes = piece.getBytes(StandardCharsets.US_ASCII);
        byte[] text = new byte[size];
        for (int at = 0; at < size; at += bytes.length) {
            System.arraycopy(bytes, 0, text, at, Math.min(bytes.length, size - at));
        }
        return text;
    }

    private static List<String> cutByOne(List<String> keywords) {
        return keywords.stream()
                .map(keyword -> keyword.substring(0, keyword.length() - 1))
                .toList();
    }

    /** A keyword and what many tokens are made of, too short for most and ended by what none has. */
    private static List<String> nearMisses(List<String> keywords) {
        List<String> misses = new ArrayList<>();
        for (String keyword : keywords) {
            misses.add(keyword + "a1B2c3D4e5F6g7H8i9J0\u007f");
        }
        return misses;
    }
}

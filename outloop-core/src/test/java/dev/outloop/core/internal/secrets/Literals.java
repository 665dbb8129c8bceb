package dev.outloop.core.internal.secrets;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;

/** Sets of literals, and what is found of them. */
final class Literals {

    private Literals() {}

    static PatternSet of(String... literals) {
        return PatternSet.of(patterns(literals), new AtomicBoolean());
    }

    static List<Pattern> patterns(String... literals) {
        return Arrays.stream(literals)
                .map(literal -> new Pattern(bytes(literal), Pattern.PLAIN, Pattern.EVERYONE))
                .toList();
    }

    /** The literal for that workspace alone. */
    static Pattern ownOf(String workspace, String literal) {
        return new Pattern(bytes(literal), Pattern.PLAIN, workspace::equals);
    }

    static TreeSet<String> found(PatternSet patterns, String text) {
        return found(patterns, "acme", text);
    }

    /** What lies where, as the set itself finds it. */
    static TreeSet<String> found(PatternSet patterns, String workspace, String text) {
        TreeSet<String> found = new TreeSet<>();
        byte[] bytes = bytes(text);
        patterns.scan(bytes, 0, bytes.length, true, workspace, (from, to, kind) -> found.add(from + "-" + to));
        return found;
    }

    static int undecided(PatternSet patterns, String workspace, String text) {
        byte[] bytes = bytes(text);
        return patterns.scan(bytes, 0, bytes.length, false, workspace, (from, to, kind) -> {});
    }

    /** What a search finds in a text that comes in these pieces, each once, with its kind. */
    static TreeSet<String> searched(PatternSet patterns, String... pieces) {
        TreeSet<String> found = new TreeSet<>();
        try (PieceWise search = new PieceWise(() -> patterns, found)) {
            for (int i = 0; i < pieces.length; i++) {
                search.add(bytes(pieces[i]), i == pieces.length - 1);
            }
        }
        return found;
    }

    /** Texts of Latin-1 characters stand for any bytes. */
    static byte[] bytes(String latin1) {
        return latin1.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** The text cut at these offsets, which ascend. */
    static List<String> pieces(String text, Iterable<Integer> cuts) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (int cut : cuts) {
            pieces.add(text.substring(from, cut));
            from = cut;
        }
        pieces.add(text.substring(from));
        return pieces;
    }
}

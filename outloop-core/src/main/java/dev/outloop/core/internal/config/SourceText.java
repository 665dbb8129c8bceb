package dev.outloop.core.internal.config;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** The bytes of a configuration as text, or one problem that says why they are none. */
final class SourceText {

    /** The largest configuration that is read. */
    static final int MAX_BYTES = 1024 * 1024;

    private SourceText() {}

    static String decode(byte[] bytes) throws RefusedSource {
        requireSize(bytes.length);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            requirePrintable(text);
            return text;
        } catch (CharacterCodingException e) {
            throw new RefusedSource(Problem.ofFile("a configuration is text in UTF-8"));
        }
    }

    static String check(String text) throws RefusedSource {
        CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
        if (!encoder.canEncode(text)) {
            throw new RefusedSource(Problem.ofFile("a configuration is text in UTF-8"));
        }
        requireSize(text.getBytes(StandardCharsets.UTF_8).length);
        requirePrintable(text);
        return text;
    }

    private static void requireSize(int bytes) throws RefusedSource {
        if (bytes > MAX_BYTES) {
            throw new RefusedSource(Problem.ofFile("a configuration has at most 1 MiB"));
        }
    }

    /** Characters that do not show could make a person approve something else than what is read. */
    private static void requirePrintable(String text) throws RefusedSource {
        int line = 1;
        int column = 1;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (!isPrintable(c) && !(c == 0xFEFF && i == 0)) {
                throw new RefusedSource(new Problem(
                        line,
                        column,
                        "",
                        "only visible characters, spaces and line ends may stand in a configuration"));
            }
            if (c == '\n') {
                line++;
                column = 1;
            } else {
                column++;
            }
            i += Character.charCount(c);
        }
    }

    private static boolean isPrintable(int c) {
        if (c == '\n' || c == '\r' || c == '\t') {
            return true;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** A source that is not read at all. */
    static final class RefusedSource extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Problem problem;

        RefusedSource(Problem problem) {
            super(problem.sentence(), null, false, false);
            this.problem = problem;
        }

        Problem problem() {
            return problem;
        }
    }
}

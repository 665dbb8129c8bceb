package dev.outloop.core.internal.workspace;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Optional;

/** Whether a path says what it seems to say to a person, and the same on every file system. */
public final class FolderText {

    /** Fillers and marks that show as nothing and are of no category that says so (Default_Ignorable_Code_Point, UAX 44). */
    private static final String UNSEEN = "\u034F\u115F\u1160\u17B4\u17B5\u180B\u180C\u180D\u180F\u2800\u3164\uFFA0";

    private FolderText() {}

    /** What is wrong with the text, as the rest of a sentence that begins with "expected"; empty if nothing is. */
    public static Optional<String> refusal(Path path) {
        for (Path element : path) {
            String name = element.toString();
            if (name.equals(".") || name.equals("..")) {
                return Optional.of("a folder without '.' and '..' in its path");
            }
            if (name.endsWith(".") || name.endsWith(" ")) {
                return Optional.of("no dot or space at the end of a name, which some file systems leave out");
            }
            if (name.codePoints().anyMatch(FolderText::isUnseen)) {
                return Optional.of("only visible characters and spaces in a folder's path");
            }
            if (!Normalizer.isNormalized(name, Normalizer.Form.NFC)) {
                return Optional.of("a path in Unicode's composed form (NFC), so that one name is written one way");
            }
        }
        return Optional.empty();
    }

    private static boolean isUnseen(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            case Character.SPACE_SEPARATOR -> c != ' ';
            default ->
                c == 0xFFFD // stands for bytes that are no text
                        || (c >= 0xFE00 && c <= 0xFE0F)
                        || (c >= 0xE0100 && c <= 0xE01EF)
                        || UNSEEN.indexOf(c) >= 0;
        };
    }
}

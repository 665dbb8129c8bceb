package dev.outloop.samples.firstproof.command;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** What agents gave, for a person who decides by it: nothing in it is invisible, moves the cursor or begins a line. */
final class PlainText {

    /** Letters and marks by their category, and shown as nothing or as a blank all the same. */
    private static final Set<Integer> BLANK = Set.of(0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x2800, 0x3164, 0xffa0);

    private PlainText() {}

    /** The text on one line, with every character written out that is not seen as itself, such as {@code \\u{1b}}. */
    static String line(String text) {
        StringBuilder out = new StringBuilder(text.length());
        int[] all = text.codePoints().toArray();
        for (int i = 0; i < all.length; i++) {
            boolean looksEscaped = all[i] == '\\' && i + 2 < all.length && all[i + 1] == 'u' && all[i + 2] == '{';
            if (isSeen(all[i]) && !looksEscaped) {
                out.appendCodePoint(all[i]);
            } else {
                out.append(String.format(Locale.ROOT, "\\u{%x}", all[i]));
            }
        }
        return out.toString();
    }

    /** The scripts of the letters outside ASCII, which may look like others; empty if there are none. */
    static String foreignScripts(String text) {
        Set<String> scripts = new TreeSet<>();
        text.codePoints()
                .filter(c -> c > 0x7f && Character.isLetter(c))
                .forEach(c -> scripts.add(Character.UnicodeScript.of(c).name()));
        return String.join(", ", scripts);
    }

    private static boolean isSeen(int c) {
        boolean variation = c >= 0xfe00 && c <= 0xfe0f || c >= 0xe0100 && c <= 0xe01ef || c >= 0x180b && c <= 0x180f;
        return !variation
                && !BLANK.contains(c)
                && switch (Character.getType(c)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED,
                            Character.ENCLOSING_MARK -> false;
                    case Character.SPACE_SEPARATOR -> c == ' ';
                    default -> true;
                };
    }
}

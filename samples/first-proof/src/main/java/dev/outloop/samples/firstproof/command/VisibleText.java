package dev.outloop.samples.firstproof.command;

import java.util.Locale;

/** Text for a terminal, in which nothing moves the cursor, changes colours or reorders what is read. */
final class VisibleText {

    private VisibleText() {}

    /** The text with control and format characters but line feed and tab written out, such as {@code \\u{1b}}. */
    static String of(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (isHarmless(c)) {
                out.appendCodePoint(c);
            } else {
                out.append(String.format(Locale.ROOT, "\\u{%x}", c));
            }
        });
        return out.toString();
    }

    private static boolean isHarmless(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL -> c == '\n' || c == '\t';
            case Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                false;
            default -> true;
        };
    }
}

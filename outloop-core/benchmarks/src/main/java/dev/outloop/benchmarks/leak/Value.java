package dev.outloop.benchmarks.leak;

import java.util.List;

/**
 * A value to echo.
 *
 * @param name what the report calls it
 * @param alias the access whose credential holds it
 * @param text the value
 * @param parts what of it must not be seen; of a value with several lines, each line that is not armor
 */
record Value(String name, String alias, String text, List<String> parts) {

    private static final int MIN_LINE = 16;

    static Value of(String name, String text) {
        return of(name, name, text);
    }

    static Value of(String name, String alias, String text) {
        List<String> lines = text.lines()
                .filter(line -> line.length() >= MIN_LINE && !line.startsWith("-----"))
                .toList();
        return new Value(name, alias, text, lines.size() > 0 && text.indexOf('\n') >= 0 ? lines : List.of(text));
    }

    boolean hasLines() {
        return text.indexOf('\n') >= 0;
    }
}

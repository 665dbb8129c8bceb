package dev.outloop.benchmarks.leak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The place of the table in the README of outloop-core. */
public final class ReadmeTable {

    private static final String START = "<!-- leak-matrix -->\n";
    private static final String END = "<!-- /leak-matrix -->";

    private ReadmeTable() {}

    /** Puts the table in the place of the one before. */
    public static void replace(Path readme, Report report) throws IOException {
        Files.writeString(readme, replaceIn(Files.readString(readme), report.markdown()));
    }

    static String replaceIn(String readme, String table) {
        return readme.substring(0, start(readme)) + table + readme.substring(end(readme));
    }

    static String in(String readme) {
        return readme.substring(start(readme), end(readme));
    }

    private static int start(String readme) {
        return requireFound(readme.indexOf(START)) + START.length();
    }

    private static int end(String readme) {
        return requireFound(readme.indexOf(END));
    }

    private static int requireFound(int at) {
        if (at < 0) {
            throw new IllegalArgumentException("the README has no place for the table");
        }
        return at;
    }
}

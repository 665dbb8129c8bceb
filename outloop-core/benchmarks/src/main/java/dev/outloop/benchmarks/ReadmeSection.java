package dev.outloop.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The place in a README for what a benchmark prints, between comments that name it. */
final class ReadmeSection {

    private ReadmeSection() {}

    /** Prints figures. */
    @FunctionalInterface
    interface Figures {
        void print(PrintStream out) throws Exception;
    }

    /** Prints on standard output, and into the file that follows {@code --readme}. */
    static void print(String name, String[] arguments, Figures figures) throws Exception {
        int readme = List.of(arguments).indexOf("--readme");
        if (readme < 0) {
            figures.print(new PrintStream(System.out, true, StandardCharsets.UTF_8));
            return;
        }
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        figures.print(new PrintStream(printed, true, StandardCharsets.UTF_8));
        String text = printed.toString(StandardCharsets.UTF_8);
        new PrintStream(System.out, true, StandardCharsets.UTF_8).print(text);
        Path file = Path.of(arguments[readme + 1]);
        Files.writeString(file, replace(Files.readString(file), name, text));
    }

    static String replace(String readme, String name, String text) {
        String start = "<!-- " + name + " -->\n";
        int from = readme.indexOf(start);
        int to = readme.indexOf("<!-- /" + name + " -->");
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("the README has no place for " + name);
        }
        return readme.substring(0, from) + start + "```\n" + text + "```\n" + readme.substring(to);
    }
}

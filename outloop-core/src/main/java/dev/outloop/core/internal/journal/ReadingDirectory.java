package dev.outloop.core.internal.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of a trail, by their numbers, while a writer may add and remove some. */
final class ReadingDirectory {

    private static final Pattern NAME = Pattern.compile("trail-([0-9]{6,9})\\.jsonl");

    private final Path path;

    ReadingDirectory(Path path) {
        this.path = path;
    }

    /** The numbers of the segments that are there now. */
    NavigableSet<Integer> segments() throws IOException {
        NavigableSet<Integer> numbers = new TreeSet<>();
        try (Stream<Path> files = Files.list(path)) {
            files.forEach(file -> {
                Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
                if (name.matches()) {
                    numbers.add(Integer.valueOf(name.group(1)));
                }
            });
        } catch (java.io.UncheckedIOException e) {
            throw e.getCause();
        }
        return numbers;
    }

    /** @throws NoSuchFileException if there is no trail */
    NavigableSet<Integer> existing() throws IOException {
        NavigableSet<Integer> numbers = segments();
        if (numbers.isEmpty()) {
            throw new NoSuchFileException(path.toString());
        }
        return numbers;
    }

    /** @throws NoSuchFileException if it is not there */
    ReadingFile open(int segment) throws IOException {
        return ReadingFile.open(path.resolve(name(segment)));
    }

    static String name(int segment) {
        return String.format(java.util.Locale.ROOT, "trail-%06d.jsonl", segment);
    }
}

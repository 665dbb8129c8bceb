package dev.outloop.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** What a run leaves behind, and its size. */
final class Directories {

    private Directories() {}

    static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    static long size(Path directory) throws IOException {
        long size = 0;
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                size += Files.size(file);
            }
        }
        return size;
    }
}

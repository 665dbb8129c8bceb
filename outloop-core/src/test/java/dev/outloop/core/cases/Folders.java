package dev.outloop.core.cases;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** Directories for trails, outside of a test class. */
final class Folders {

    private Folders() {}

    @FunctionalInterface
    interface Work {
        void in(Path folder) throws Exception;
    }

    /** Works in an empty directory, which is deleted afterwards. */
    static void with(Work work) throws Exception {
        Path folder = Files.createTempDirectory("outloop-trail");
        try {
            work.in(folder);
        } finally {
            delete(folder);
        }
    }

    /** A copy of the files in a directory. */
    static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (var files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    static void delete(Path folder) throws IOException {
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path done, IOException failure) throws IOException {
                Files.delete(done);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}

package dev.outloop.core.internal.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The files of a trail, to read; tests put some in memory in their place. */
interface TrailFiles {

    /** The names of all of them. */
    List<String> names() throws IOException;

    /** The length in bytes. */
    long size(String name) throws IOException;

    /** The bytes from their start; whoever opens them closes them. */
    InputStream open(String name) throws IOException;

    /** Those in a directory. */
    static TrailFiles in(Path directory) {
        return new TrailFiles() {
            @Override
            public List<String> names() throws IOException {
                try (Stream<Path> files = Files.list(directory)) {
                    return files.map(file -> file.getFileName().toString()).toList();
                }
            }

            @Override
            public long size(String name) throws IOException {
                return Files.size(directory.resolve(name));
            }

            @Override
            public InputStream open(String name) throws IOException {
                return Files.newInputStream(directory.resolve(name));
            }
        };
    }
}

package dev.outloop.samples.firstproof.proof;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A directory for its owner alone, which is gone when it is closed. */
final class ProofHome implements AutoCloseable {

    private final Path directory;

    private ProofHome(Path directory) {
        this.directory = directory;
    }

    static ProofHome create() throws IOException {
        return new ProofHome(Files.createTempDirectory("outloop-first-proof-", mode("rwx------")));
    }

    Path path(String name) {
        return directory.resolve(name);
    }

    Path write(String name, byte[] content) throws IOException {
        Path file = path(name);
        Files.createFile(file, mode("rw-------"));
        return Files.write(file, content, StandardOpenOption.WRITE);
    }

    void makeFolder(String name) throws IOException {
        Files.createDirectories(path(name), mode("rwx------"));
    }

    /** Every file in it. */
    List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    @Override
    public void close() throws IOException {
        List<Path> all = new ArrayList<>();
        try (Stream<Path> walk = Files.walk(directory)) {
            walk.sorted(Comparator.reverseOrder()).forEach(all::add);
        }
        for (Path path : all) {
            Files.delete(path);
        }
    }

    private static FileAttribute<?>[] mode(String permissions) {
        Set<String> views = FileSystems.getDefault().supportedFileAttributeViews();
        return views.contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}

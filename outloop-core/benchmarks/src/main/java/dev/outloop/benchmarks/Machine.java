package dev.outloop.benchmarks;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/** What figures were measured on. */
final class Machine {

    private Machine() {}

    static String describe(Path directory) throws IOException {
        FileStore store = Files.getFileStore(directory);
        return "%s %s, %s %s %s, %d CPUs, a directory on %s"
                .formatted(
                        System.getProperty("java.vm.name"),
                        System.getProperty("java.version"),
                        System.getProperty("os.name"),
                        System.getProperty("os.version"),
                        System.getProperty("os.arch"),
                        Runtime.getRuntime().availableProcessors(),
                        store.type());
    }
}

package dev.outloop.benchmarks;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Appends the line and syncs the file, each time: for one thread. */
final class SyncedFile implements Durable {

    private final Path file;
    private final SyncArm arm;
    private final int lineBytes;

    SyncedFile(Path directory, String line) throws IOException {
        byte[] bytes = line.getBytes(StandardCharsets.US_ASCII);
        file = directory.resolve("sync");
        arm = new SyncArm(directory, bytes.length);
        lineBytes = bytes.length;
    }

    @Override
    public Writer writer() {
        return arm::call;
    }

    @Override
    public long count() throws IOException {
        return Files.size(file) / lineBytes;
    }

    @Override
    public void close() throws IOException {
        arm.close();
    }
}

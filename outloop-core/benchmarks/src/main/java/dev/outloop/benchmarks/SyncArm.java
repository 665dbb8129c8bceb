package dev.outloop.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One append and one fdatasync, the least that a durable record can cost on this storage. */
final class SyncArm implements Arm {

    private final FileChannel file;
    private final ByteBuffer line;

    SyncArm(Path directory, int bytes) throws IOException {
        file = FileChannel.open(directory.resolve("sync"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        line = ByteBuffer.allocateDirect(bytes);
    }

    @Override
    public void call() throws IOException {
        line.clear();
        while (line.hasRemaining()) {
            file.write(line);
        }
        file.force(false);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

package dev.outloop.core;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/**
 * A second place for a trail's signed checkpoints. What is out of reach of whoever can rewrite the trail shows later that
 * it was rewritten or cut: {@link AuditTrail#verify} compares them.
 *
 * <p>Called on a thread of its own, one line at a time, once the checkpoint is durable in the trail. One that fails or is
 * too slow is logged, without the line, and counted, and never stops a call.
 */
@FunctionalInterface
public interface CheckpointExport {

    /**
     * Keeps a checkpoint.
     *
     * @param line one JSON object in printable ASCII, without a line end
     * @throws IOException if it was not kept; it is not tried again
     */
    void export(String line) throws IOException;

    /**
     * Appends the lines to a file and makes each durable. The file is created for its owner alone if it is missing; its
     * directory has to be there. A link in its place is refused.
     */
    static CheckpointExport file(Path file) {
        Path absolute = file.toAbsolutePath();
        return line -> append(absolute, line);
    }

    /** Writes the lines to a stream and flushes it; never closes it. */
    static CheckpointExport stream(OutputStream stream) {
        Objects.requireNonNull(stream, "stream");
        return line -> {
            stream.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
            stream.flush();
        };
    }

    private static void append(Path file, String line) throws IOException {
        FileAttribute<?>[] ownerOnly =
                file.getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        Set<OpenOption> options = Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                LinkOption.NOFOLLOW_LINKS);
        try (FileChannel channel = FileChannel.open(file, options, ownerOnly)) {
            long end = channel.size();
            ByteBuffer last = ByteBuffer.allocate(1);
            boolean torn = end > 0 && channel.read(last, end - 1) == 1 && last.get(0) != '\n';
            // A crash may have left a line without its end.
            String text = (torn ? "\n" : "") + line + "\n";
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
            channel.position(end);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }
}

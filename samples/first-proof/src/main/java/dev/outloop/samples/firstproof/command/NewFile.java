package dev.outloop.samples.firstproof.command;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file for its owner alone that is there as a whole or not at all: written beside its place, then moved there. */
final class NewFile {

    private final Path file;
    private final boolean force;

    NewFile(Path file, boolean force) {
        this.file = file.toAbsolutePath();
        this.force = force;
    }

    /** Writes the content, and says how much. */
    @FunctionalInterface
    interface Content {
        long writeTo(OutputStream out) throws IOException;
    }

    /** @throws CommandFailure if something is there and may not be written over, or the directory is not there */
    long write(Content content) throws IOException, CommandFailure {
        requireFree();
        Path parent = file.getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw CommandFailure.usage("There is no directory " + parent + " to write to.");
        }
        // The JDK creates it with mode 0600 where the system knows modes.
        Path neighbour = Files.createTempFile(parent, ".export-", ".part");
        try {
            long written;
            try (FileChannel channel = FileChannel.open(neighbour, StandardOpenOption.WRITE);
                    OutputStream out = new java.io.BufferedOutputStream(Channels.newOutputStream(channel))) {
                written = content.writeTo(out);
                out.flush();
                channel.force(true);
            }
            moveHere(neighbour);
            return written;
        } finally {
            Files.deleteIfExists(neighbour);
        }
    }

    private void moveHere(Path neighbour) throws IOException, CommandFailure {
        if (force) {
            Files.move(neighbour, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        try {
            // A second name is only given if there is none yet, which a move does not promise.
            Files.createLink(file, neighbour);
        } catch (FileAlreadyExistsException e) {
            throw taken();
        } catch (UnsupportedOperationException e) {
            requireFree();
            Files.move(neighbour, file, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    private void requireFree() throws CommandFailure {
        boolean there = Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        if (there && (!force || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))) {
            throw taken();
        }
    }

    private CommandFailure taken() {
        return CommandFailure.usage(
                "There is something at " + file + "; give another name, or --force to write over a" + " regular file.");
    }
}

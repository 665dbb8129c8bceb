package dev.outloop.core.internal.disk;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Keeps a folder to one broker: a lock on a file of its own, which other processes see, and a mark for this one.
 *
 * <p>On POSIX systems a process loses its lock on a file when it closes <em>any</em> descriptor of it. So the lock is not
 * on a file that others open and close, and a second opener in this process is turned away before it
 * opens the lock file. Its mark is a system property, because those are what all class loaders of a process share.
 */
final class FolderLock implements AutoCloseable {

    private static final String MARK = "dev.outloop.lock:";

    private final String mark;
    private final FileChannel channel;

    private FolderLock(String mark, FileChannel channel) {
        this.mark = mark;
        this.channel = channel;
    }

    /** Takes the lock, or says who has it. */
    static FolderLock take(Path file, String what) throws IOException {
        String mark = MARK + identity(file);
        requireUnmarked(mark, file, what);
        FileChannel channel = null;
        boolean taken = false;
        try {
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
            requireUnlocked(channel, file, what);
            taken = true;
            return new FolderLock(mark, channel);
        } finally {
            if (!taken) {
                System.getProperties().remove(mark);
                if (channel != null) {
                    channel.close();
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            System.getProperties().remove(mark);
        }
    }

    private static void requireUnmarked(String mark, Path file, String what) throws IOException {
        if (System.getProperties().putIfAbsent(mark, "held") != null) {
            throw taken(file, what, "another broker in this process has it open");
        }
    }

    private static void requireUnlocked(FileChannel channel, Path file, String what) throws IOException {
        try {
            if (channel.tryLock() == null) {
                throw taken(file, what, "another broker has it open");
            }
        } catch (OverlappingFileLockException e) {
            throw taken(file, what, "something else in this process has it locked");
        }
    }

    private static String identity(Path file) throws IOException {
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        return key != null ? key.toString() : file.toRealPath().toString();
    }

    private static InUse taken(Path file, String what, String by) {
        return new InUse(what + " in " + file.getParent() + " is in use: " + by
                + "; close it, or give this broker a directory of its own");
    }

    /** Somebody else has the folder, who may let go of it. */
    static final class InUse extends IOException {
        private static final long serialVersionUID = 1;

        InUse(String message) {
            super(message);
        }
    }
}

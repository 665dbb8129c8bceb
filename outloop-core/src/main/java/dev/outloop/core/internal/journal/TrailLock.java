package dev.outloop.core.internal.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Keeps a trail to one broker: a lock on a file of its own, which other processes see, and a mark for this one.
 *
 * <p>On POSIX systems a process loses its lock on a file when it closes <em>any</em> descriptor of it. So the lock is not
 * on the trail itself, which verification opens and closes, and a second opener in this process is turned away before it
 * opens the lock file. Its mark is a system property, because those are what all class loaders of a process share.
 */
final class TrailLock implements AutoCloseable {

    private static final String MARK = "dev.outloop.trail.lock:";

    private final String mark;
    private final FileChannel channel;

    private TrailLock(String mark, FileChannel channel) {
        this.mark = mark;
        this.channel = channel;
    }

    /** Takes the lock, or says who has it. */
    static TrailLock take(Path file) throws IOException {
        String mark = MARK + identity(file);
        requireUnmarked(mark, file);
        FileChannel channel = null;
        boolean taken = false;
        try {
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
            requireUnlocked(channel, file);
            taken = true;
            return new TrailLock(mark, channel);
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

    private static void requireUnmarked(String mark, Path file) throws IOException {
        if (System.getProperties().putIfAbsent(mark, "held") != null) {
            throw taken(file, "another broker in this process has it open");
        }
    }

    private static void requireUnlocked(FileChannel channel, Path file) throws IOException {
        try {
            if (channel.tryLock() == null) {
                throw taken(file, "another broker has it open");
            }
        } catch (OverlappingFileLockException e) {
            throw taken(file, "something else in this process has it locked");
        }
    }

    private static String identity(Path file) throws IOException {
        Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
        return key != null ? key.toString() : file.toRealPath().toString();
    }

    private static IOException taken(Path file, String by) {
        return new IOException("the audit trail in " + file.getParent() + " is in use: " + by
                + "; close it, or give this broker a directory of its own");
    }
}

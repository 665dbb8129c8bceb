package dev.outloop.core.internal.journal;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One file of a trail on disk.
 *
 * <p>Not a {@code FileChannel}: interrupting a thread that writes or forces through one closes it for everybody, and
 * hosts interrupt the threads of calls that they give up on.
 */
final class FileStorage implements TrailStorage {

    private final Path path;
    private final RandomAccessFile file;
    private final FileOutputStream appending;
    private final @Nullable Object key;

    private FileStorage(Path path, RandomAccessFile file, FileOutputStream appending, @Nullable Object key) {
        this.path = path;
        this.file = file;
        this.appending = appending;
        this.key = key;
    }

    /** Opens a regular file that is there. */
    static FileStorage open(Path path) throws IOException {
        BasicFileAttributes before = attributes(path);
        if (!before.isRegularFile()) {
            throw new IOException(path + " is no regular file; a link could lead the trail elsewhere");
        }
        RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
        boolean opened = false;
        try {
            FileOutputStream appending = new FileOutputStream(path.toFile(), true);
            FileStorage storage = new FileStorage(path, file, appending, before.fileKey());
            if (!Objects.equals(before.fileKey(), attributes(path).fileKey())) {
                appending.close();
                throw new IOException(path + " was replaced while it was opened");
            }
            opened = true;
            return storage;
        } finally {
            if (!opened) {
                file.close();
            }
        }
    }

    private static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public long size() throws IOException {
        return file.length();
    }

    @Override
    public int read(long position, byte[] buffer, int offset, int length) throws IOException {
        file.seek(position);
        return file.read(buffer, offset, length);
    }

    /** Appends whatever the position: a file that something cut then has another length than its writer takes it for. */
    @Override
    public int write(long position, byte[] bytes, int offset, int length) throws IOException {
        appending.write(bytes, offset, length);
        return length;
    }

    @Override
    public void truncate(long size) throws IOException {
        if (size < file.length()) {
            file.setLength(size);
        }
    }

    @Override
    public void force() throws IOException {
        file.getFD().sync();
    }

    @Override
    public Seen look() throws IOException {
        try {
            BasicFileAttributes now = attributes(path);
            return new Seen(Objects.equals(key, now.fileKey()) ? Place.SAME : Place.REPLACED, now.size());
        } catch (NoSuchFileException e) {
            return new Seen(Place.GONE, 0);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            file.close();
        } finally {
            appending.close();
        }
    }
}

package dev.outloop.core.internal.disk;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One file on disk.
 *
 * <p>Not a {@code FileChannel}: interrupting a thread that writes or forces through one closes it for everybody, and
 * hosts interrupt the threads of calls that they give up on. An asynchronous channel forces on the calling thread,
 * whatever interrupts that, and can leave out what nobody needs to read the bytes again, such as the time of the write.
 */
final class FileStorage implements Storage {

    private final Path path;
    private final RandomAccessFile file;
    private final FileOutputStream appending;
    private final AsynchronousFileChannel forcing;
    private final @Nullable Object key;
    /** The forces that run, and one for the storage itself until it is closed. */
    private final AtomicInteger users = new AtomicInteger(1);

    private boolean closed;

    private FileStorage(
            Path path,
            RandomAccessFile file,
            FileOutputStream appending,
            AsynchronousFileChannel forcing,
            @Nullable Object key) {
        this.path = path;
        this.file = file;
        this.appending = appending;
        this.forcing = forcing;
        this.key = key;
    }

    /** Opens a regular file that is there. */
    static FileStorage open(Path path) throws IOException {
        BasicFileAttributes before = attributes(path);
        if (!before.isRegularFile()) {
            throw new IOException(path + " is no regular file; a link could lead elsewhere");
        }
        FileStorage storage = openAll(path, before.fileKey());
        boolean same = false;
        try {
            same = Objects.equals(before.fileKey(), attributes(path).fileKey());
        } finally {
            if (!same) {
                storage.close();
            }
        }
        if (!same) {
            throw new IOException(path + " was replaced while it was opened");
        }
        return storage;
    }

    private static FileStorage openAll(Path path, @Nullable Object key) throws IOException {
        List<Closeable> opened = new ArrayList<>();
        boolean done = false;
        try {
            RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
            opened.add(file);
            FileOutputStream appending = new FileOutputStream(path.toFile(), true);
            opened.add(appending);
            AsynchronousFileChannel forcing =
                    AsynchronousFileChannel.open(path, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            done = true;
            return new FileStorage(path, file, appending, forcing, key);
        } finally {
            if (!done) {
                closeAll(opened);
            }
        }
    }

    private static void closeAll(List<Closeable> opened) throws IOException {
        for (Closeable one : opened) {
            one.close();
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
        if (users.getAndUpdate(count -> count == 0 ? 0 : count + 1) == 0) {
            throw new IOException(path + " is closed");
        }
        try {
            forcing.force(false);
        } finally {
            leave();
        }
    }

    /** The last user closes the channel, as that waits for every force, even one that hangs. */
    private void leave() throws IOException {
        if (users.decrementAndGet() == 0) {
            forcing.close();
        }
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

    /** Waits for no force that runs. */
    @Override
    public void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        try {
            file.close();
        } finally {
            try {
                appending.close();
            } finally {
                leave();
            }
        }
    }
}

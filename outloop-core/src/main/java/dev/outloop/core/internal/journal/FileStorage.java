package dev.outloop.core.internal.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * A trail's file on disk, under the lock of its directory.
 *
 * <p>Not a {@code FileChannel}: interrupting a thread that writes or forces through one closes it for everybody, and
 * hosts interrupt the threads of calls that they give up on.
 */
final class FileStorage implements TrailStorage {

    private final TrailDirectory directory;
    private final Path path;
    private final TrailLock lock;
    private final RandomAccessFile file;

    private FileStorage(TrailDirectory directory, Path path, TrailLock lock, RandomAccessFile file) {
        this.directory = directory;
        this.path = path;
        this.lock = lock;
        this.file = file;
    }

    static FileStorage open(Path path) throws IOException {
        TrailDirectory directory = new TrailDirectory(path);
        directory.create();
        TrailLock lock = TrailLock.take(directory.file(TrailFormat.LOCK_NAME));
        try {
            Path trail = directory.file(TrailFormat.FILE_NAME);
            return new FileStorage(directory, trail, lock, new RandomAccessFile(trail.toFile(), "rw"));
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
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

    @Override
    public int write(long position, byte[] bytes, int offset, int length) throws IOException {
        file.seek(position);
        file.write(bytes, offset, length);
        return length;
    }

    @Override
    public void truncate(long size) throws IOException {
        file.setLength(size);
    }

    @Override
    public void force() throws IOException {
        file.getFD().sync();
    }

    @Override
    public void forceDirectory() throws IOException {
        directory.force();
    }

    @Override
    public void close() throws IOException {
        try {
            file.close();
        } finally {
            lock.close();
        }
    }
}

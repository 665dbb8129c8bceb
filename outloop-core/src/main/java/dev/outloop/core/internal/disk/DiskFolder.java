package dev.outloop.core.internal.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * A directory on disk, under its lock.
 *
 * <p>The directory may be reached through links, which are followed once, on opening; nothing in it may be one.
 */
public final class DiskFolder implements Folder {

    private static final Duration BETWEEN_TRIES = Duration.ofMillis(50);

    private final OwnerDirectory directory;
    private final FileStore store;
    private final FolderLock lock;

    private DiskFolder(OwnerDirectory directory, FileStore store, FolderLock lock) {
        this.directory = directory;
        this.store = store;
        this.lock = lock;
    }

    /**
     * Creates what is missing of the directory and takes its lock.
     *
     * @param lock the name of the lock's file
     * @param what it is, for messages: {@code the audit trail}
     */
    public static DiskFolder open(Path path, String lock, String what) throws IOException {
        new OwnerDirectory(path).create();
        OwnerDirectory directory = new OwnerDirectory(path.toRealPath());
        FileStore store = Files.getFileStore(directory.path());
        return new DiskFolder(directory, store, FolderLock.take(directory.file(lock), what));
    }

    /** The same, and waits so long for whoever has it to let go of it. */
    public static DiskFolder openWithin(Path path, String lock, String what, Duration wait) throws IOException {
        long deadline = System.nanoTime() + wait.toNanos();
        while (true) {
            try {
                return open(path, lock, what);
            } catch (FolderLock.InUse e) {
                if (System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            }
        }
    }

    /** Refuses a directory that others than its owner may use, where the system can tell. */
    public void requireOwnersAlone() throws IOException {
        directory.requireOwnersAlone();
    }

    @Override
    public String name() {
        return directory.path().toString();
    }

    @Override
    public List<String> list() throws IOException {
        try (Stream<Path> entries = Files.list(directory.path())) {
            return entries.map(entry -> String.valueOf(entry.getFileName())).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    @Override
    public Storage open(String name) throws IOException {
        return FileStorage.open(directory.path().resolve(name));
    }

    @Override
    public Storage create(String name) throws IOException {
        return FileStorage.open(directory.newFile(name));
    }

    @Override
    public void requireOwnerOnly(String name) throws IOException {
        directory.requireOwnerOnly(name);
    }

    @Override
    public void delete(String name) throws IOException {
        Files.deleteIfExists(directory.path().resolve(name));
    }

    @Override
    public void rename(String from, String to) throws IOException {
        Files.move(
                directory.path().resolve(from),
                directory.path().resolve(to),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void force() throws IOException {
        directory.force();
    }

    @Override
    public long usableBytes() throws IOException {
        return store.getUsableSpace();
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}

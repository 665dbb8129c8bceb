package dev.outloop.core.internal.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A trail's directory on disk, under its lock.
 *
 * <p>The directory may be reached through links, which are followed once, on opening; nothing in it may be one.
 */
final class DiskFolder implements TrailFolder {

    private final TrailDirectory directory;
    private final FileStore store;
    private final TrailLock lock;

    private DiskFolder(TrailDirectory directory, FileStore store, TrailLock lock) {
        this.directory = directory;
        this.store = store;
        this.lock = lock;
    }

    /** Creates what is missing of the directory and takes its lock. */
    static DiskFolder open(Path path) throws IOException {
        new TrailDirectory(path).create();
        TrailDirectory directory = new TrailDirectory(path.toRealPath());
        FileStore store = Files.getFileStore(directory.path());
        return new DiskFolder(directory, store, TrailLock.take(directory.file(TrailFormat.LOCK_NAME)));
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
    public TrailStorage open(String name) throws IOException {
        return FileStorage.open(directory.path().resolve(name));
    }

    @Override
    public TrailStorage create(String name) throws IOException {
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

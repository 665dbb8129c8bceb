package dev.outloop.core.internal.keystore;

import dev.outloop.error.ErrorCode;
import dev.outloop.spi.VaultException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Keeps other processes, and other vaults of this one, from changing the store meanwhile. */
final class StoreLock implements AutoCloseable {

    private static final long POLL_NANOS = 5_000_000;

    private final FileChannel channel;

    private StoreLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Waits for the lock, until the time is over or the thread is interrupted. */
    static StoreLock acquire(StoreFile store, Duration within) throws VaultException {
        Path file = store.path().resolveSibling(store.path().getFileName() + ".lock");
        long start = System.nanoTime();
        long longest = within.compareTo(Duration.ofHours(1)) > 0 ? 3_600_000_000_000L : within.toNanos();
        FileChannel channel = null;
        boolean held = false;
        try {
            channel = store.files().openLock(file);
            while (tryLock(channel) == null) {
                if (System.nanoTime() - start >= longest
                        || Thread.currentThread().isInterrupted()) {
                    throw new VaultException(
                            ErrorCode.VAULT_TIMEOUT, "the keystore is being changed by another process; try again");
                }
                LockSupport.parkNanos(POLL_NANOS);
            }
            held = true;
            return new StoreLock(channel);
        } catch (IOException e) {
            throw store.unavailable("it cannot be locked; look at the permissions of its directory");
        } finally {
            if (!held) {
                close(channel);
            }
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held by this process.
            return null;
        }
    }

    private static void close(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // The lock is gone with the descriptor either way.
        }
    }

    void requireHeld() {
        if (!channel.isOpen()) {
            throw new IllegalStateException("the keystore is written without its lock");
        }
    }

    @Override
    public void close() {
        close(channel);
    }
}

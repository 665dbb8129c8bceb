package dev.outloop.core.internal.journal;

import dev.outloop.core.internal.disk.Folder;
import dev.outloop.core.internal.disk.Storage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Room on the disk that is kept for records which must not be refused: a file of bytes that is cut when they need it.
 * Not thread-safe.
 */
final class Reserve {

    private static final Logger LOG = LoggerFactory.getLogger(Reserve.class);
    private static final int PIECE_BYTES = 64 * 1024;
    private static final long RETRY_NANOS = 1_000_000_000;

    private final Folder folder;
    private final long bytes;
    private final LongSupplier nanos;
    private boolean whole;
    private boolean tried;
    private long triedAt;

    Reserve(Folder folder, long bytes, LongSupplier nanos) {
        this.folder = folder;
        this.bytes = bytes;
        this.nanos = nanos;
    }

    /** Whether the room is there, after filling it if the disk has that much and as much again. */
    boolean isWhole() {
        if (!whole && bytes == 0) {
            whole = true;
        }
        if (!whole && (!tried || nanos.getAsLong() - triedAt > RETRY_NANOS)) {
            tried = true;
            triedAt = nanos.getAsLong();
            whole = fill();
        }
        return whole;
    }

    /** Lets the records have the room; false if there was none. */
    boolean giveBack() {
        if (bytes == 0) {
            return false;
        }
        boolean had = whole;
        whole = false;
        tried = true;
        triedAt = nanos.getAsLong();
        try (Storage file = folder.open(TrailFormat.RESERVE_NAME)) {
            had |= file.size() > 0;
            file.truncate(0);
            // Else the blocks may stay taken until the file system gets round to it.
            file.force();
            return had;
        } catch (IOException e) {
            return false;
        }
    }

    private boolean fill() {
        try (Storage file = openOrCreate()) {
            if (file.size() >= bytes) {
                return true;
            }
            if (folder.usableBytes() < 2 * bytes) {
                return false;
            }
            return fill(file);
        } catch (IOException e) {
            LOG.warn("room for the audit trail in {} cannot be kept: {}", folder.name(), e.getMessage());
            return false;
        }
    }

    private boolean fill(Storage file) throws IOException {
        boolean done = false;
        try {
            file.truncate(0);
            // Random, because some file systems give zeros no room.
            SplittableRandom random = new SplittableRandom();
            for (long position = 0; position < bytes; position += PIECE_BYTES) {
                byte[] piece = new byte[(int) Math.min(PIECE_BYTES, bytes - position)];
                random.nextBytes(piece);
                file.writeAll(position, piece);
            }
            file.force();
            done = true;
            return true;
        } finally {
            if (!done) {
                file.truncate(0);
            }
        }
    }

    private Storage openOrCreate() throws IOException {
        try {
            return folder.open(TrailFormat.RESERVE_NAME);
        } catch (NoSuchFileException e) {
            Storage file = folder.create(TrailFormat.RESERVE_NAME);
            folder.force();
            return file;
        }
    }
}

package dev.outloop.core.internal.journal;

import dev.outloop.core.internal.disk.Folder;
import dev.outloop.core.internal.disk.Storage;
import java.io.IOException;
import java.time.Instant;

/**
 * Begins the segments that follow others. Nothing may be added to a segment while one that follows it is there, or may
 * come back after a crash. Not thread-safe.
 */
final class NextSegment {

    private final Folder folder;
    private final TrailOptions options;
    private final String key;
    private boolean left;

    NextSegment(Folder folder, TrailOptions options, String key) {
        this.folder = folder;
        this.options = options;
        this.key = key;
    }

    /** Whether a segment that was begun may still be there behind the current one. */
    boolean isLeft() {
        return left;
    }

    /**
     * A durable segment behind a line of the current one, dated no earlier than that.
     *
     * @throws IOException if that is not possible; nothing of it is there then, unless {@link #isLeft()} says so
     */
    Segment begin(TrailHeader.Reason reason, Segment current, WrittenLine after) throws IOException {
        if (left) {
            withdraw(current);
        }
        TrailHeader old = current.header();
        Instant now = options.clock().instant();
        TrailHeader header = new TrailHeader(
                old.id(),
                old.segment() + 1,
                after.sequence(),
                TrailFormat.hex(after.hash()),
                after.open(),
                now.isBefore(old.time()) ? old.time() : now,
                reason,
                key);
        left = true;
        Storage storage = create(header.segment());
        boolean done = false;
        try {
            Segment next = Segment.begin(storage, header, current.last().ordinal());
            folder.force();
            done = true;
            left = false;
            return next;
        } finally {
            if (!done) {
                storage.close();
                withdraw(current);
            }
        }
    }

    private Storage create(long segment) throws IOException {
        boolean created = false;
        try {
            Storage storage = folder.create(TrailFormat.segmentName(segment));
            created = true;
            return storage;
        } finally {
            left = created;
        }
    }

    /** Removes what was begun behind the current segment, durably. */
    void withdraw(Segment current) throws IOException {
        left = true;
        folder.delete(TrailFormat.segmentName(current.header().segment() + 1));
        folder.force();
        left = false;
    }
}

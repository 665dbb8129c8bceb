package dev.outloop.core.internal.journal;

import dev.outloop.core.internal.disk.Folder;
import dev.outloop.core.internal.disk.Storage;
import dev.outloop.secret.Secret;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.NavigableSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens a trail: cuts what a crash tore, finds where it goes on, and notes the cut. Looks at the end of the trail and for
 * attempts without outcome; {@link TrailVerifier} looks at all of it.
 */
final class TrailOpening {

    private final Folder folder;
    private final TrailOptions options;
    private final Consumer<String> exports;
    private final NavigableSet<Long> segments;
    private long tornBytes;
    private boolean torn;
    private OpenAttempts attempts = new OpenAttempts();
    private @Nullable Storage storage;

    private TrailOpening(Folder folder, TrailOptions options, Consumer<String> exports) throws IOException {
        this.folder = folder;
        this.options = options;
        this.exports = exports;
        this.segments = SegmentFiles.numbers(folder);
    }

    /** Takes the folder over, also if opening fails. */
    static Trail open(Folder folder, TrailOptions options, Consumer<String> exports) throws IOException {
        boolean opened = false;
        try {
            Trail trail = new TrailOpening(folder, options, exports).open();
            opened = true;
            return trail;
        } finally {
            if (!opened) {
                folder.close();
            }
        }
    }

    private Trail open() throws IOException {
        boolean opened = false;
        try {
            Segment last = lastSegment();
            TrailKeys keys = keys(last != null);
            Trail trail = trail(last == null ? first(keys) : last, keys);
            opened = true;
            return trail;
        } finally {
            if (!opened) {
                if (storage != null) {
                    storage.close();
                }
            }
        }
    }

    private Trail trail(Segment segment, TrailKeys keys) throws IOException {
        Trail trail = new Trail(folder, options, keys, attempts, segment, exports);
        if (!segment.header().key().equals(keys.publicKey())) {
            trail.follow(TrailHeader.Reason.START);
        }
        if (torn) {
            trail.note(TrailNote.torn(trail.last().sequence(), trail.now(), tornBytes));
        }
        trail.removeOld();
        return trail;
    }

    private TrailKeys keys(boolean begun) throws IOException {
        Secret given = options.key();
        if (given != null) {
            return TrailKeys.of(given);
        }
        try (Secret secret = KeyFile.secret(folder, begun)) {
            return TrailKeys.of(secret);
        }
    }

    private @Nullable Segment lastSegment() throws IOException {
        while (!segments.isEmpty()) {
            long number = segments.last();
            Storage file = folder.open(TrailFormat.segmentName(number));
            storage = file;
            SegmentEnd end = SegmentEnd.read(file);
            TrailHeader header = end.header();
            if (header != null) {
                return recovered(file, header, end, number);
            }
            requireRemovable(file, number);
            file.close();
            storage = null;
            folder.delete(TrailFormat.segmentName(number));
            folder.force();
            segments.remove(number);
            torn = number > 1 || end.tornBytes() > 0;
            tornBytes = end.tornBytes();
        }
        return null;
    }

    /** A crash leaves one segment without a header, behind one that has its own. */
    private void requireRemovable(Storage file, long number) throws IOException {
        if (torn || number > 1 && !segments.contains(number - 1)) {
            throw SegmentEnd.broken(file, 0);
        }
    }

    private Segment recovered(Storage file, TrailHeader header, SegmentEnd end, long number) throws IOException {
        if (header.segment() != number) {
            throw SegmentEnd.broken(file, 0);
        }
        if (end.tornBytes() > 0) {
            torn = true;
            tornBytes += end.tornBytes();
            file.truncate(end.end());
        }
        // Also without a cut: a broker that was killed may have left its last lines to the page cache alone.
        file.force();
        folder.force();
        if (!end.closed()) {
            attempts = UnfinishedScan.of(folder, segments, header, end.end());
        }
        WrittenLine last = new WrittenLine(
                LineKind.TRAIL, new byte[0], end.hash(), end.end(), 0, end.sequence(), attempts.oldest());
        return new Segment(file, header, last);
    }

    private Segment first(TrailKeys keys) throws IOException {
        byte[] id = new byte[TrailFormat.ID_BYTES];
        new SecureRandom().nextBytes(id);
        Storage file = folder.create(TrailFormat.segmentName(1));
        storage = file;
        TrailHeader header =
                TrailHeader.first(TrailFormat.hex(id), options.clock().instant(), keys.publicKey());
        Segment segment = Segment.begin(file, header, 0);
        folder.force();
        return segment;
    }
}

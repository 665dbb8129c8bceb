package dev.outloop.core.internal.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * The checkpoints of one trail that second places keep, in the order of their record numbers. Holds a window of them; a
 * longer file is read again for the next one. Not thread-safe.
 */
final class ExportedCheckpoints {

    private static final int WINDOW = 1 << 16;
    private static final Comparator<Key> ORDER =
            Comparator.comparingLong(Key::after).thenComparing(Key::head);

    private final TrailTrust trust;
    private final String trail;
    private final long firstSegment;
    private final TreeMap<Key, TrailCheckpoint> window = new TreeMap<>(ORDER);
    private Key floor;
    private boolean more = true;
    private boolean attesting;

    private record Key(long after, String head) {}

    /** Leaves out those of segments before the first one, of which nothing is left to compare. */
    ExportedCheckpoints(TrailTrust trust, List<SegmentSnapshot> segments, String trail) throws IOException {
        this.trust = trust;
        this.trail = trail;
        this.firstSegment = segments.get(0).number();
        this.floor = new Key(-1, "");
        load();
    }

    /** The record number of the next one that was not found yet; larger than any number if there is none. */
    long next() {
        return window.isEmpty() ? Long.MAX_VALUE : window.firstKey().after();
    }

    /** Finds the one that signs the line with that hash behind that record, if there is one. */
    void find(long sequence, byte[] hash) throws IOException {
        remove(new Key(sequence, TrailFormat.hex(hash)));
    }

    /** Whether one with a record number below the given one is on no line that was there. */
    boolean isMissing(long before) throws IOException {
        while (next() < before) {
            TrailCheckpoint first = window.firstEntry().getValue();
            if (isBelievable(first)) {
                return true;
            }
            remove(window.firstKey());
        }
        return false;
    }

    /** What is not signed by whom it should be says nothing of the trail. */
    private boolean isBelievable(TrailCheckpoint checkpoint) {
        return (trust.keys().isEmpty() || trust.keys().contains(checkpoint.key())) && checkpoint.isSigned();
    }

    private void remove(Key key) throws IOException {
        if (window.remove(key) != null && window.isEmpty() && more) {
            floor = key;
            load();
        }
    }

    private void load() throws IOException {
        more = false;
        for (Path file : trust.checkpoints()) {
            requireRegular(file);
            try (LineScanner lines = new LineScanner(Files.newInputStream(file), 0, Files.size(file))) {
                while (lines.next()) {
                    if (lines.isWhole()) {
                        TrailCheckpoint.parseExported(lines.copy()).ifPresent(this::add);
                    }
                }
            }
        }
    }

    /** A pipe has no length and is not read twice: it would read as a file without checkpoints. */
    private static void requireRegular(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new IOException(file + " is no regular file, so that its checkpoints cannot be read");
        }
    }

    /** Whether there are files of checkpoints, and none of these is of this trail. */
    boolean isOfAnotherTrail() {
        return !trust.checkpoints().isEmpty() && !attesting;
    }

    private void add(TrailCheckpoint checkpoint) {
        attesting |= !attesting && checkpoint.trail().equals(trail) && isBelievable(checkpoint);
        Key key = new Key(checkpoint.after(), checkpoint.head());
        if (!checkpoint.trail().equals(trail)
                || checkpoint.segment() < firstSegment
                || ORDER.compare(key, floor) <= 0) {
            return;
        }
        TrailCheckpoint other = window.get(key);
        if (other == null || !isBelievable(other)) {
            window.put(key, checkpoint);
        }
        if (window.size() > WINDOW) {
            window.pollLastEntry();
            more = true;
        }
    }
}

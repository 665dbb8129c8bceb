package dev.outloop.core.internal.journal;

import dev.outloop.core.internal.disk.Storage;
import dev.outloop.core.internal.journal.LineReader.Line;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the last segment ends: read from its header and its last bytes alone, so that opening does not grow with the
 * trail.
 *
 * @param header its header, or null if a crash left no whole one, and nothing else
 * @param end where the last good line ends
 * @param hash the hash of that line; empty without a header
 * @param sequence the number of the last record up to there; 0 if none
 * @param closed whether a closing checkpoint without open attempts is that line
 * @param tornBytes how many bytes follow that a crash left behind
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier between two classes, never compared
record SegmentEnd(@Nullable TrailHeader header, long end, byte[] hash, long sequence, boolean closed, long tornBytes) {

    /** Holds what may be torn, the line before it, and the rest of a line that the window cuts. */
    private static final int WINDOW_BYTES = TrailFormat.MAX_UNFORCED_BYTES + 2 * TrailFormat.MAX_LINE_BYTES;

    /** @throws IOException if the segment cannot be read, or ends in something that no crash leaves behind */
    static SegmentEnd read(Storage storage) throws IOException {
        long size = storage.size();
        Optional<TrailHeader> header = SegmentFiles.header(storage);
        if (header.isEmpty()) {
            requireTornHeader(storage, size);
            return new SegmentEnd(null, 0, new byte[0], 0, false, size);
        }
        long start = Math.max(0, size - WINDOW_BYTES);
        Walk walk = new Walk(header.get());
        LineReader lines = new LineReader(SegmentFiles.stream(storage, start, size), start);
        Line line = lines.next();
        if (start > 0 && line != null) {
            // The window may begin anywhere in a line.
            line = lines.next();
        }
        long end = line == null ? size : line.offset();
        boolean anchored = false;
        while (line != null && line.ended() && !line.torn() && walk.accept(line)) {
            anchored = true;
            end = line.end();
            line = lines.next();
        }
        if (!anchored || line != null && !(line.torn() && size - end <= TrailFormat.MAX_UNFORCED_BYTES)) {
            throw broken(storage, end);
        }
        return new SegmentEnd(header.get(), end, walk.hash, walk.sequence, walk.closed, size - end);
    }

    /** A header is forced before anything follows it. */
    private static void requireTornHeader(Storage storage, long size) throws IOException {
        byte[] start = storage.readAll(0, (int) Math.min(size, TrailHeader.MAX_BYTES));
        boolean torn = true;
        for (int i = 0; i < start.length; i++) {
            torn &= start[i] != '\n' || hasHole(start, i);
        }
        if (size > TrailHeader.MAX_BYTES || !torn) {
            throw broken(storage, 0);
        }
    }

    private static boolean hasHole(byte[] bytes, int end) {
        for (int i = 0; i < end; i++) {
            if (bytes[i] == 0) {
                return true;
            }
        }
        return false;
    }

    static IOException broken(Storage storage, long offset) {
        return new IOException("the audit trail " + storage.name() + " is not as it was written, from byte " + offset
                + " on; verify it, move it away as evidence, and start a new one");
    }

    /** Follows the chain; takes the first line's number and hash for granted. */
    private static final class Walk {
        private final TrailHeader header;
        private final HashChain chain = new HashChain();
        private byte[] hash = {};
        private long sequence = -1;
        private long missedTo;
        private boolean closed;

        Walk(TrailHeader header) {
            this.header = header;
        }

        boolean accept(Line line) {
            TrailLine found = TrailLine.parse(line.bytes()).orElse(null);
            if (found == null || !isLinked(found, line)) {
                return false;
            }
            boolean good = switch (found.kind()) {
                case TRAIL -> line.offset() == 0 && isAfter(header.after());
                case RECORD -> isNext(found.sequence());
                case NOTE -> acceptNote(found);
                case CHECKPOINT -> acceptCheckpoint(found);
            };
            hash = found.hash();
            closed &= found.kind() == LineKind.CHECKPOINT;
            return good;
        }

        private boolean isLinked(TrailLine found, Line line) {
            if (line.offset() == 0) {
                return Arrays.equals(header.hash(), found.hash());
            }
            return hash.length == 0 || Arrays.equals(chain.next(hash, found.object()), found.hash());
        }

        private boolean isNext(long number) {
            long expected = Math.max(missedTo, sequence) + 1;
            boolean next = sequence < 0 || number == expected;
            sequence = number;
            missedTo = 0;
            return next;
        }

        private boolean isAfter(long after) {
            boolean fits = sequence < 0 || sequence == after;
            sequence = after;
            return fits;
        }

        private boolean acceptNote(TrailLine found) {
            TrailNote note = TrailNote.parse(found.object()).orElse(null);
            if (note == null) {
                return false;
            }
            missedTo = note.kind() == TrailNote.Kind.MISSED ? note.to() : 0;
            return isAfter(note.after());
        }

        private boolean acceptCheckpoint(TrailLine found) {
            TrailCheckpoint checkpoint = TrailCheckpoint.parse(found.object()).orElse(null);
            closed =
                    checkpoint != null && checkpoint.reason() == TrailCheckpoint.Reason.CLOSE && checkpoint.open() == 0;
            return checkpoint != null && isAfter(checkpoint.after());
        }
    }
}

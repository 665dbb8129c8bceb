package dev.outloop.core.internal.journal;

import dev.outloop.core.internal.journal.LineReader.Line;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Where a trail ends: read from its last bytes alone, so that opening does not grow with the trail.
 *
 * @param end where the last good line ends; 0 if the trail has no header yet
 * @param sequence the number of the last good record; 0 if there is none
 * @param hash the hash of the last good line, or null if the trail has no header yet
 * @param tornBytes how many bytes follow that a crash left behind
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier between two classes, never compared
record TrailTail(long end, long sequence, byte @Nullable [] hash, long tornBytes) {

    /** Holds what may be torn, the line before it, and the rest of a line that the window cuts. */
    private static final int WINDOW_BYTES = TrailFormat.MAX_UNFORCED_BYTES + 2 * TrailFormat.MAX_LINE_BYTES;

    /** @throws IOException if the trail cannot be read, or ends in something that no crash leaves behind */
    static TrailTail read(TrailStorage storage) throws IOException {
        long size = storage.size();
        long start = Math.max(0, size - WINDOW_BYTES);
        byte[] window = readFully(storage, start, (int) (size - start));
        TrailWalk walk;
        if (start == 0) {
            walk = TrailWalk.fromStart(new ByteArrayInputStream(window));
        } else {
            int line = lineStart(window);
            walk = TrailWalk.fromLine(new ByteArrayInputStream(window, line, window.length - line), start + line);
        }
        Line wrong = walk.run();
        requireAnchor(storage, walk);
        if (wrong != null) {
            requireTorn(storage, walk, wrong, size);
        }
        return new TrailTail(walk.end(), walk.sequence(), walk.hash(), size - walk.end());
    }

    /** Whether a crash explains the line that the walk ended at, and everything after it. */
    static boolean isTorn(TrailWalk walk, Line wrong, long size) {
        long most = walk.goodLines() == 0 ? TrailHeader.MAX_BYTES : TrailFormat.MAX_UNFORCED_BYTES;
        return wrong.torn() && size - wrong.offset() <= most;
    }

    /** A walk that did not begin with the header has to find a record to go on from. */
    private static void requireAnchor(TrailStorage storage, TrailWalk walk) throws IOException {
        if (walk.end() > 0 && walk.goodLines() == 0) {
            throw broken(storage, walk.end());
        }
    }

    private static void requireTorn(TrailStorage storage, TrailWalk walk, Line wrong, long size) throws IOException {
        if (!isTorn(walk, wrong, size)) {
            throw broken(storage, wrong.offset());
        }
    }

    private static IOException broken(TrailStorage storage, long offset) {
        return new IOException("the audit trail " + storage.name() + " is not as it was written, from byte " + offset
                + " on; verify it, move it away as evidence, and start a new one");
    }

    private static int lineStart(byte[] window) {
        int i = 0;
        while (i < window.length && window[i] != '\n') {
            i++;
        }
        return Math.min(i + 1, window.length);
    }

    private static byte[] readFully(TrailStorage storage, long start, int length) throws IOException {
        byte[] bytes = new byte[length];
        int done = 0;
        while (done < length) {
            int read = storage.read(start + done, bytes, done, length - done);
            if (read <= 0) {
                throw new EOFException("the audit trail " + storage.name() + " got shorter while it was read");
            }
            done += read;
        }
        return bytes;
    }
}

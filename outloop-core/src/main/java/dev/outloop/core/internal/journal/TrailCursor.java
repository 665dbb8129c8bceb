package dev.outloop.core.internal.journal;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads lines over the ends of segments, whatever they hold. Not thread-safe. */
final class TrailCursor implements AutoCloseable {

    private final List<SegmentSnapshot> segments;
    private int index;
    private LineScanner scanner;
    private boolean atEnd;

    /** Starts at an offset of one of the segments. */
    TrailCursor(List<SegmentSnapshot> segments, int index, long offset) throws IOException {
        this.segments = segments;
        this.index = index;
        this.scanner = segments.get(index).open(offset);
    }

    /** The next line, valid until the one after; null if it is none of the format, or at the end. */
    @Nullable
    TrailLine next() throws IOException {
        while (!scanner.next()) {
            if (index == segments.size() - 1) {
                atEnd = true;
                return null;
            }
            scanner.close();
            index++;
            scanner = segments.get(index).open(0);
        }
        return scanner.isWhole()
                ? TrailLine.parse(scanner.buffer(), scanner.from(), scanner.to())
                        .orElse(null)
                : null;
    }

    /** Whether there are no more lines. */
    boolean isAtEnd() {
        return atEnd;
    }

    /** Whether the line is what a crash leaves. */
    boolean isTorn() {
        return scanner.isTorn();
    }

    /** Whether the line is the one at an offset of a segment. */
    boolean isAt(int segment, long offset) {
        return index == segment && scanner.offset() == offset;
    }

    @Override
    public void close() throws IOException {
        scanner.close();
    }
}

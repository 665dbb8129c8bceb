package dev.outloop.core.internal.journal;

import dev.outloop.core.internal.journal.LineReader.Line;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Walks along the chain and stops at the first line that does not continue it. Not thread-safe. */
final class TrailWalk {

    private final LineReader lines;
    private final HashChain chain = new HashChain();
    private final boolean fromStart;
    private byte @Nullable [] hash;
    private long sequence;
    private long end;
    private long goodLines;

    private TrailWalk(InputStream in, long offset, boolean fromStart) {
        this.lines = new LineReader(in, offset);
        this.fromStart = fromStart;
        this.end = offset;
    }

    /** Expects a header first. */
    static TrailWalk fromStart(InputStream in) {
        return new TrailWalk(in, 0, true);
    }

    /** Takes the first line's number and hash for granted and checks what follows. */
    static TrailWalk fromLine(InputStream in, long offset) {
        return new TrailWalk(in, offset, false);
    }

    /** Walks on; returns the first line that is wrong, or null at the end. */
    @Nullable
    Line run() throws IOException {
        for (Line line = lines.next(); line != null; line = lines.next()) {
            if (!line.ended() || !accept(line.bytes())) {
                return line;
            }
            end = line.end();
            goodLines++;
        }
        return null;
    }

    /** The line after the one that {@link #run} returned, if it is a record. */
    Optional<TrailLine> peek() throws IOException {
        Line line = lines.next();
        return line == null ? Optional.empty() : TrailLine.parse(line.bytes());
    }

    /** The hash of the last good line, or null if there was none. */
    byte @Nullable [] hash() {
        return hash;
    }

    /** The number of the last good record; 0 if there was none. */
    long sequence() {
        return sequence;
    }

    /** Where the last good line ends. */
    long end() {
        return end;
    }

    /** How many lines were good, the header among them. */
    long goodLines() {
        return goodLines;
    }

    private boolean accept(byte[] bytes) {
        if (fromStart && goodLines == 0) {
            Optional<TrailLine> line = TrailLine.parse(bytes);
            boolean isHeader = line.flatMap(found -> TrailHeader.parse(found.object()))
                    .filter(header -> Arrays.equals(header.line(), 0, bytes.length, bytes, 0, bytes.length))
                    .isPresent();
            hash = isHeader ? line.orElseThrow().hash() : null;
            return isHeader;
        }
        Optional<TrailLine> line = TrailLine.parse(bytes).filter(found -> found.kind() != LineKind.TRAIL);
        if (line.isEmpty() || !continues(line.get())) {
            return false;
        }
        sequence = Math.max(sequence, line.get().sequence());
        hash = line.get().hash();
        return true;
    }

    private boolean continues(TrailLine line) {
        byte[] previous = hash;
        return previous == null || (isNext(line) && isLinked(previous, line));
    }

    private boolean isNext(TrailLine line) {
        return !line.isRecord() || line.sequence() == sequence + 1;
    }

    private boolean isLinked(byte[] previous, TrailLine line) {
        return Arrays.equals(chain.next(previous, line.object()), line.hash());
    }
}

package dev.outloop.core.internal.journal;

import dev.outloop.core.internal.journal.LineReader.Line;
import dev.outloop.core.internal.journal.TrailReport.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Follows the chain of a trail from its first line, in memory that does not grow with it, and says what the first wrong
 * place looks like. Takes no lock; beside a running broker the last line may read as torn.
 */
public final class TrailVerifier {

    private final Source source;

    private TrailVerifier(Source source) {
        this.source = source;
    }

    /** Opens the same bytes each time, from their start. */
    @FunctionalInterface
    interface Source {
        InputStream open() throws IOException;
    }

    /**
     * Verifies the trail in a directory, as long as it is now.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws IOException if it cannot be read
     */
    public static TrailReport verify(Path directory) throws IOException {
        Path file = directory.resolve(TrailFormat.FILE_NAME);
        long size = Files.size(file);
        return verify(() -> new BoundedStream(Files.newInputStream(file), size), size);
    }

    static TrailReport verify(Source source, long size) throws IOException {
        return new TrailVerifier(source).report(size);
    }

    private TrailReport report(long size) throws IOException {
        try (InputStream in = source.open()) {
            TrailWalk walk = TrailWalk.fromStart(in);
            Line line = walk.run();
            byte[] hash = walk.hash();
            String lastHash = hash == null ? "" : TrailFormat.hex(hash);
            TrailReport.Wrong wrong = null;
            if (line != null) {
                wrong = wrong(walk, kind(walk, line, size));
            } else if (walk.goodLines() == 0) {
                wrong = wrong(walk, Kind.TORN_TAIL);
            }
            return new TrailReport(walk.sequence(), lastHash, wrong);
        }
    }

    private static TrailReport.Wrong wrong(TrailWalk walk, Kind kind) {
        long line = walk.goodLines() + 1;
        return new TrailReport.Wrong(line, line == 1 ? 0 : walk.sequence() + 1, kind);
    }

    private Kind kind(TrailWalk walk, Line line, long size) throws IOException {
        if (TrailTail.isTorn(walk, line, size)) {
            return Kind.TORN_TAIL;
        }
        Optional<TrailLine> record = TrailLine.parse(line.bytes()).filter(TrailLine::isRecord);
        if (walk.goodLines() == 0) {
            return record.isPresent() ? Kind.MISSING : headerKind(line);
        }
        if (record.isEmpty()) {
            return TrailLine.parse(line.bytes()).isPresent() ? Kind.DUPLICATED : Kind.UNREADABLE;
        }
        long expected = walk.sequence() + 1;
        if (record.get().sequence() < expected) {
            return hasTwin(record.get(), line.offset()) ? Kind.DUPLICATED : Kind.EDITED;
        }
        if (record.get().sequence() == expected) {
            return Kind.EDITED;
        }
        return kindOfGap(walk, record.get(), expected, line);
    }

    private static Kind headerKind(Line line) {
        return TrailLine.parse(line.bytes()).isPresent() ? Kind.EDITED : Kind.UNREADABLE;
    }

    private Kind kindOfGap(TrailWalk walk, TrailLine found, long expected, Line line) throws IOException {
        if (anyLine(other -> other.sequence() == expected, line.end(), Long.MAX_VALUE)) {
            return Kind.REORDERED;
        }
        boolean placeOfExpected = walk.peek()
                .filter(next -> next.sequence() == expected + 1 || next.sequence() == found.sequence())
                .isPresent();
        return placeOfExpected ? Kind.EDITED : Kind.MISSING;
    }

    private boolean hasTwin(TrailLine line, long before) throws IOException {
        return anyLine(
                other -> other.sequence() == line.sequence() && Arrays.equals(other.hash(), line.hash()), 0, before);
    }

    private boolean anyLine(Predicate<TrailLine> matching, long from, long before) throws IOException {
        try (InputStream in = source.open()) {
            LineReader lines = new LineReader(in, 0);
            for (Line line = lines.next(); line != null && line.offset() < before; line = lines.next()) {
                if (line.offset() >= from
                        && TrailLine.parse(line.bytes()).filter(matching).isPresent()) {
                    return true;
                }
            }
            return false;
        }
    }
}

package dev.outloop.core.internal.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A segment as long as it was when the verification began.
 *
 * @param files where it is
 * @param number what its name says
 * @param bytes its length
 * @param header its first line if that can be read, whatever it claims
 */
record SegmentSnapshot(
        TrailFiles files, long number, long bytes, @Nullable TrailHeader header) {

    /** Those that are there, in their order. */
    static List<SegmentSnapshot> all(TrailFiles files) throws IOException {
        List<Long> numbers = new ArrayList<>();
        for (String name : files.names()) {
            OptionalLong number = TrailFormat.segmentOf(name);
            number.ifPresent(numbers::add);
        }
        numbers.sort(null);
        List<SegmentSnapshot> segments = new ArrayList<>();
        for (long number : numbers) {
            SegmentSnapshot segment =
                    new SegmentSnapshot(files, number, files.size(TrailFormat.segmentName(number)), null);
            segments.add(new SegmentSnapshot(files, number, segment.bytes(), segment.readHeader()));
        }
        return segments;
    }

    private @Nullable TrailHeader readHeader() throws IOException {
        long most = Math.min(bytes, 2 * TrailHeader.MAX_BYTES);
        try (LineScanner lines = new LineScanner(files.open(name()), 0, most)) {
            return lines.next() && lines.isWhole()
                    ? TrailLine.parse(lines.buffer(), lines.from(), lines.to())
                            .filter(line -> line.kind() == LineKind.TRAIL)
                            .flatMap(line -> TrailHeader.parse(line.object()))
                            .orElse(null)
                    : null;
        }
    }

    String name() {
        return TrailFormat.segmentName(number);
    }

    /** Its lines from an offset on. */
    LineScanner open(long offset) throws IOException {
        return new LineScanner(files.open(name()), offset, bytes);
    }

    /** The hash that this segment goes on from if a renewal began it; else null. */
    byte @Nullable [] fork() {
        return header != null && header.reason() == TrailHeader.Reason.RENEWED
                ? TrailFormat.bytes(header.prev())
                : null;
    }
}

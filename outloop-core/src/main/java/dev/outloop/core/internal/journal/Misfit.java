package dev.outloop.core.internal.journal;

import dev.outloop.core.internal.journal.TrailReport.Kind;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A line that does not continue the chain, and what may have been done, told by the lines around it and elsewhere in the
 * trail. Reads the trail again. Not thread-safe.
 */
final class Misfit {

    private final HashChain chain = new HashChain();
    private final List<SegmentSnapshot> segments;
    private final int index;
    private final long offset;
    private final TrailLine line;
    private final byte[] before;
    private final String trail;

    /** The line at an offset of a segment, in whose place one was expected that follows the hash. */
    Misfit(List<SegmentSnapshot> segments, int index, long offset, TrailLine line, byte[] before, String trail) {
        this.segments = segments;
        this.index = index;
        this.offset = offset;
        this.line = line;
        this.before = before.clone();
        this.trail = trail;
    }

    /** What became of the first line of a segment that is a header. */
    Kind kindOfHeader() throws IOException {
        TrailHeader header = segments.get(index).header();
        if (header == null || !Arrays.equals(header.hash(), line.hash())) {
            return Kind.EDITED;
        }
        if (!trail.isEmpty() && !header.id().equals(trail)) {
            return Kind.SPLICED;
        }
        if (header.segment() == segments.get(index).number()) {
            return Kind.EDITED;
        }
        long expected = segments.get(index).number();
        boolean twin = false;
        boolean elsewhere = false;
        for (int i = 0; i < segments.size(); i++) {
            TrailHeader other = segments.get(i).header();
            if (i != index && other != null) {
                twin |= other.equals(header);
                elsewhere |= other.segment() == expected;
            }
        }
        return twin ? Kind.DUPLICATED : elsewhere ? Kind.REORDERED : Kind.MISSING;
    }

    /** What became of the line in whose place the record with that number, or something before it, was expected. */
    Kind kind(long expected) throws IOException {
        if (isForeign()) {
            return Kind.SPLICED;
        }
        if (links(before, line)) {
            return claimed() >= expected ? Kind.MISSING : Kind.EDITED;
        }
        if (anyOther(other -> other.kind() == line.kind() && Arrays.equals(other.hash(), line.hash()))) {
            return Kind.DUPLICATED;
        }
        if (line.kind() == LineKind.TRAIL) {
            return Kind.SPLICED;
        }
        if (anyOther(other -> links(other.hash(), line))) {
            return Kind.REORDERED;
        }
        return kindByNext(expected);
    }

    private boolean isForeign() {
        return switch (line.kind()) {
            case TRAIL ->
                TrailHeader.parse(line.object())
                        .filter(header -> !header.id().equals(trail))
                        .isPresent();
            case CHECKPOINT ->
                TrailCheckpoint.parse(line.object())
                        .filter(checkpoint -> !checkpoint.trail().equals(trail))
                        .isPresent();
            case RECORD, NOTE -> false;
        };
    }

    private Kind kindByNext(long expected) throws IOException {
        boolean gap = claimed() >= expected;
        try (TrailCursor cursor = new TrailCursor(segments, index, offset)) {
            cursor.next();
            TrailLine next = cursor.next();
            if (next == null) {
                return gap ? Kind.MISSING : Kind.EDITED;
            }
            if (links(chain.next(before, line.object()), next)) {
                return Kind.EDITED;
            }
            if (!links(line.hash(), next) || !reachesTheEnd(cursor, next)) {
                return Kind.SPLICED;
            }
        }
        return gap && !(line.isRecord() && isRenumbered(expected)) ? Kind.MISSING : Kind.EDITED;
    }

    /** The number of the last record before the line, as it says itself. */
    private long claimed() {
        return switch (line.kind()) {
            case TRAIL -> 0;
            case RECORD -> line.sequence() - 1;
            case NOTE -> TrailNote.parse(line.object()).map(TrailNote::after).orElse(0L);
            case CHECKPOINT ->
                TrailCheckpoint.parse(line.object()).map(TrailCheckpoint::after).orElse(0L);
        };
    }

    /** Whether the next record has the number that follows the one in whose place this line stands, or its own. */
    private boolean isRenumbered(long expected) throws IOException {
        try (TrailCursor cursor = new TrailCursor(segments, index, offset)) {
            cursor.next();
            TrailLine next = cursor.next();
            while (next != null && !next.isRecord()) {
                next = cursor.next();
            }
            return next != null && (next.sequence() == expected + 1 || next.sequence() == line.sequence());
        }
    }

    /** Whether the lines from here on hang together up to a checkpoint of this trail, or to its end. */
    private boolean reachesTheEnd(TrailCursor cursor, TrailLine first) throws IOException {
        TrailLine last = first;
        while (true) {
            if (isCheckpointOfThis(last)) {
                return true;
            }
            byte[] head = last.hash().clone();
            TrailLine next = cursor.next();
            if (next == null) {
                return cursor.isAtEnd() || cursor.isTorn();
            }
            if (!links(head, next) && !isRenewal(next)) {
                return false;
            }
            last = next;
        }
    }

    private boolean isCheckpointOfThis(TrailLine found) {
        return found.kind() == LineKind.CHECKPOINT
                && TrailCheckpoint.parse(found.object())
                        .filter(checkpoint -> checkpoint.trail().equals(trail) && checkpoint.isSigned())
                        .isPresent();
    }

    private boolean isRenewal(TrailLine found) {
        return found.kind() == LineKind.TRAIL
                && TrailHeader.parse(found.object())
                        .filter(header -> header.id().equals(trail) && header.reason() == TrailHeader.Reason.RENEWED)
                        .isPresent();
    }

    private boolean links(byte[] head, TrailLine next) {
        return Arrays.equals(chain.next(head, next.object()), next.hash());
    }

    private boolean anyOther(Predicate<TrailLine> matching) throws IOException {
        try (TrailCursor cursor = new TrailCursor(segments, 0, 0)) {
            for (@Nullable TrailLine other = cursor.next(); !cursor.isAtEnd(); other = cursor.next()) {
                if (other != null && !cursor.isAt(index, offset) && matching.test(Objects.requireNonNull(other))) {
                    return true;
                }
            }
            return false;
        }
    }
}

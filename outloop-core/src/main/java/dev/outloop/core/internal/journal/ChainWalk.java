package dev.outloop.core.internal.journal;

import dev.outloop.core.internal.journal.TrailReport.Kind;
import dev.outloop.core.internal.journal.TrailReport.Wrong;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Walks along the chain of a trail once, and ends at the first line that is not as it was written. Not thread-safe. */
final class ChainWalk {

    private static final int RECORDS_PER_TICK = 1 << 15;

    private final List<SegmentSnapshot> segments;
    private final TrailTrust trust;
    private final TrailProgress progress;
    private final HashChain chain = new HashChain();
    private final Set<String> signedBy = new TreeSet<>();
    private byte[] hash = TrailFormat.bytes(TrailFormat.NO_HASH);
    private final byte[] computed = new byte[TrailFormat.HASH_BYTES];
    private String trail = "";
    private String key = "";
    private int index;
    private long line;
    private long sequence;
    private long missedTo;
    private long records;
    private long lines;
    private long superseded;
    private long checkpoints;
    private long signedTo;
    private long removedSegments;
    private long bytesBefore;

    ChainWalk(List<SegmentSnapshot> segments, TrailTrust trust, TrailProgress progress) {
        this.segments = segments;
        this.trust = trust;
        this.progress = progress;
    }

    /** Walks from what was removed to the end. */
    void run(RemovedSegments removed, ExportedCheckpoints exported) throws IOException, Spoiled {
        removedSegments = removed.count();
        sequence = removed.lastSequence();
        hash = TrailFormat.bytes(removed.head());
        trail = removed.trail();
        try {
            for (index = 0; index < segments.size(); index++) {
                requireNextFile();
                walk(segment(), exported);
                requireStubFits(removed);
                bytesBefore += segment().bytes();
            }
        } catch (Spoiled e) {
            if (e.wrong().kind() == Kind.TORN_TAIL) {
                requireAllFound(removed, exported);
            }
            throw e;
        }
        index--;
        tick(bytesBefore);
        line++;
        requireAllFound(removed, exported);
    }

    private SegmentSnapshot segment() {
        return segments.get(index);
    }

    private boolean isLast() {
        return index == segments.size() - 1;
    }

    private void requireNextFile() throws Spoiled {
        long expected =
                index == 0 ? removedSegments + 1 : segments.get(index - 1).number() + 1;
        if (segment().number() != expected) {
            throw Spoiled.at(TrailFormat.segmentName(expected), 1, sequence + 1, Kind.MISSING);
        }
    }

    private void walk(SegmentSnapshot segment, ExportedCheckpoints exported) throws IOException, Spoiled {
        byte[] fork = isLast() ? null : segments.get(index + 1).fork();
        line = 0;
        try (LineScanner scanner = segment.open(0)) {
            while (scanner.next()) {
                line++;
                accept(scanner, exported);
                if (fork != null && Arrays.equals(fork, hash)) {
                    supersede(scanner);
                    return;
                }
            }
        }
        if (line == 0) {
            line = 1;
            throw spoiled(isLast() ? Kind.TORN_TAIL : Kind.MISSING);
        }
    }

    private void accept(LineScanner scanner, ExportedCheckpoints exported) throws IOException, Spoiled {
        try {
            TrailLine found = scanner.isWhole()
                    ? TrailLine.parse(scanner.buffer(), scanner.from(), scanner.to())
                            .orElse(null)
                    : null;
            if (found == null) {
                throw spoiled(Kind.UNREADABLE);
            }
            accept(found);
            if (found.isRecord()) {
                requireNoneMissing(exported, found.sequence());
                sequence = found.sequence();
                missedTo = 0;
                records++;
            }
            hash = found.hash();
            if (exported.next() == sequence) {
                exported.find(sequence, hash);
            }
            if (++lines % RECORDS_PER_TICK == 0) {
                tick(bytesBefore + scanner.end());
            }
        } catch (Spoiled e) {
            throw isTornTail(scanner) ? spoiled(Kind.TORN_TAIL) : classified(e, scanner);
        }
    }

    private boolean isTornTail(LineScanner scanner) {
        return isLast() && scanner.isTorn() && segment().bytes() - scanner.offset() <= TrailFormat.MAX_UNFORCED_BYTES;
    }

    /** Looks at the rest of the trail for what a line that fits no more was. */
    private Spoiled classified(Spoiled e, LineScanner scanner) throws IOException {
        if (!e.isMisfit()) {
            return e;
        }
        TrailLine found = TrailLine.parse(scanner.copy()).orElseThrow();
        Misfit misfit = new Misfit(segments, index, scanner.offset(), found, hash, trail);
        return spoiled(line == 1 ? misfit.kindOfHeader() : misfit.kind(expected()));
    }

    private void accept(TrailLine found) throws IOException, Spoiled {
        if (line == 1) {
            acceptHeader(found);
            return;
        }
        if (found.isRecord()) {
            requireNumber(found);
        }
        requireLinked(found);
        switch (found.kind()) {
            case TRAIL -> throw spoiled(Kind.SPLICED);
            case NOTE -> acceptNote(found.object());
            case CHECKPOINT -> acceptCheckpoint(found.object());
            case RECORD -> {
                // Its number and its link are all that is to be known.
            }
        }
    }

    /** A note of missed numbers may stand there without its record, which a crash or a full disk took away. */
    private void requireNumber(TrailLine found) throws Spoiled {
        boolean next = found.sequence() == sequence + 1;
        if (!next && (missedTo == 0 || found.sequence() != missedTo + 1)) {
            throw misfit();
        }
    }

    private void requireLinked(TrailLine found) throws Spoiled {
        chain.next(hash, found.object(), computed);
        if (!Arrays.equals(computed, found.hash())) {
            throw misfit();
        }
    }

    private void acceptHeader(TrailLine found) throws IOException, Spoiled {
        if (found.kind() != LineKind.TRAIL) {
            throw spoiled(Kind.MISSING);
        }
        TrailHeader header = segment().header();
        if (header == null || !Arrays.equals(header.hash(), found.hash())) {
            throw spoiled(Kind.EDITED);
        }
        requireSameTrail(header.id());
        requireOfThisFile(header);
        requireGoesOn(header);
        if (!trust.keys().isEmpty()) {
            requireTrusted(header.key());
        }
        trail = header.id();
        key = header.key();
    }

    private void requireOfThisFile(TrailHeader header) throws Spoiled {
        if (header.segment() != segment().number()) {
            throw misfit();
        }
    }

    private void requireGoesOn(TrailHeader header) throws IOException, Spoiled {
        boolean linked = header.prev().equals(TrailFormat.hex(hash));
        if (linked && header.after() == sequence) {
            return;
        }
        if (index > 0 && isFollowed(header)) {
            if (header.after() > sequence) {
                throw Spoiled.at(segments.get(index - 1).name(), endOfPrevious() + 1, sequence + 1, Kind.MISSING);
            }
            requireNothingBehind(header);
        }
        throw spoiled(Kind.EDITED);
    }

    /** Whether the line after a header shows that the header is as it was written. */
    private boolean isFollowed(TrailHeader header) throws IOException {
        try (TrailCursor cursor = new TrailCursor(segments, index, 0)) {
            cursor.next();
            TrailLine next = cursor.next();
            return next == null
                    ? cursor.isAtEnd()
                    : Arrays.equals(chain.next(header.hash(), next.object()), next.hash());
        }
    }

    private long endOfPrevious() throws IOException {
        long count = 0;
        try (LineScanner scanner = segments.get(index - 1).open(0)) {
            while (scanner.next()) {
                count++;
            }
        }
        return count;
    }

    /** Names the line behind the one that the header goes on from. */
    private void requireNothingBehind(TrailHeader header) throws IOException, Spoiled {
        byte[] prev = TrailFormat.bytes(header.prev());
        long count = 0;
        try (LineScanner scanner = segments.get(index - 1).open(0)) {
            while (scanner.next()) {
                count++;
                TrailLine found = TrailLine.parse(scanner.buffer(), scanner.from(), scanner.to())
                        .orElse(null);
                if (found != null && Arrays.equals(found.hash(), prev)) {
                    throw Spoiled.at(segments.get(index - 1).name(), count + 1, header.after() + 1, Kind.SPLICED);
                }
            }
        }
    }

    private void requireSameTrail(String id) throws Spoiled {
        if (!trail.isEmpty() && !trail.equals(id)) {
            throw spoiled(Kind.SPLICED);
        }
    }

    private void acceptNote(ByteBuffer object) throws Spoiled {
        TrailNote note = TrailNote.parse(object).orElseThrow(() -> spoiled(Kind.UNREADABLE));
        requireAfter(note.after());
        if (note.kind() == TrailNote.Kind.MISSED) {
            if (note.from() != sequence + 1 || note.to() < note.from()) {
                throw spoiled(Kind.UNREADABLE);
            }
            missedTo = note.to();
        }
    }

    private void requireAfter(long after) throws Spoiled {
        if (after != sequence) {
            throw spoiled(Kind.SPLICED);
        }
    }

    private void acceptCheckpoint(ByteBuffer object) throws Spoiled {
        TrailCheckpoint checkpoint = TrailCheckpoint.parse(object).orElseThrow(() -> spoiled(Kind.UNREADABLE));
        requireSameTrail(checkpoint.trail());
        requireTrusted(checkpoint.key());
        requireSigned(checkpoint);
        requireAfter(checkpoint.after());
        requireOfThisPlace(checkpoint);
        signedBy.add(checkpoint.key());
        checkpoints++;
        signedTo = sequence;
    }

    private void requireTrusted(String signer) throws Spoiled {
        if (!trust.trusts(signer, Set.of(key))) {
            throw spoiled(Kind.WRONG_KEY);
        }
    }

    private void requireSigned(TrailCheckpoint checkpoint) throws Spoiled {
        if (!checkpoint.isSigned()) {
            throw spoiled(Kind.EDITED);
        }
    }

    private void requireOfThisPlace(TrailCheckpoint checkpoint) throws Spoiled {
        if (checkpoint.segment() != segment().number() || !checkpoint.head().equals(TrailFormat.hex(hash))) {
            throw spoiled(Kind.SPLICED);
        }
    }

    /** The lines behind the one that a renewal goes on from were never durable. */
    private void supersede(LineScanner scanner) throws IOException, Spoiled {
        if (segment().bytes() - scanner.end() > TrailFormat.MAX_UNFORCED_BYTES) {
            line++;
            throw spoiled(Kind.CUT);
        }
        while (scanner.next()) {
            boolean record = TrailLine.parse(scanner.buffer(), scanner.from(), scanner.to())
                    .filter(TrailLine::isRecord)
                    .isPresent();
            superseded += record ? 1 : 0;
        }
    }

    private void requireStubFits(RemovedSegments removed) throws Spoiled {
        if (!removed.fits(segment().number(), sequence, hash)) {
            throw spoiled(Kind.REWRITTEN);
        }
    }

    private void requireNoneMissing(ExportedCheckpoints exported, long next) throws IOException, Spoiled {
        if (exported.next() < next && exported.isMissing(next)) {
            throw spoiled(Kind.REWRITTEN);
        }
    }

    private void requireAllFound(RemovedSegments removed, ExportedCheckpoints exported) throws IOException, Spoiled {
        if (removed.isBeyond(segment().number()) || exported.isMissing(Long.MAX_VALUE)) {
            throw spoiled(Kind.CUT);
        }
        if (exported.isOfAnotherTrail()) {
            throw Spoiled.at(segments.get(0).name(), 1, removed.lastSequence() + 1, Kind.UNATTESTED);
        }
    }

    private Spoiled misfit() {
        return Spoiled.misfit(segment().name(), line, expected());
    }

    /** The number that the next record should have. */
    private long expected() {
        return Math.max(sequence, missedTo) + 1;
    }

    private Spoiled spoiled(Kind kind) {
        return Spoiled.at(segment().name(), line, expected(), kind);
    }

    private void tick(long bytesDone) {
        long total = segments.stream().mapToLong(SegmentSnapshot::bytes).sum();
        progress.at(records, bytesDone, total);
    }

    /** What was found up to here. */
    TrailReport report(@Nullable Wrong wrong) {
        return new TrailReport(
                trail,
                records,
                sequence,
                lines == 0 ? "" : TrailFormat.hex(hash),
                segments.size(),
                removedSegments,
                superseded,
                checkpoints,
                Set.copyOf(signedBy),
                signedTo,
                wrong);
    }
}

package dev.outloop.core.internal.journal;

import dev.outloop.audit.AuditEvent;
import dev.outloop.audit.AuditRecord;
import dev.outloop.core.internal.disk.Folder;
import dev.outloop.core.internal.journal.TrailCheckpoint.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A trail that is open for writing: what goes into which segment, and what happens when the disk refuses. Not
 * thread-safe; a sink's lock guards it.
 */
final class Trail {

    private static final Logger LOG = LoggerFactory.getLogger(Trail.class);
    private static final long ROTATION_RETRY_NANOS = 60_000_000_000L;

    private final Folder folder;
    private final TrailOptions options;
    private final TrailKeys keys;
    private final OpenAttempts attempts;
    private final Reserve reserve;
    private final Retention retention;
    private final NextSegment nextSegment;
    private final Consumer<String> exports;
    private final Deque<Export> exportable = new ArrayDeque<>();
    private Segment segment;
    private long recordsSinceCheckpoint;
    private boolean rotationFailed;
    private long rotationFailedAt;
    private @Nullable String failure;

    /** A checkpoint that goes to other places once it is durable here. */
    private record Export(long ordinal, String line) {}

    Trail(
            Folder folder,
            TrailOptions options,
            TrailKeys keys,
            OpenAttempts attempts,
            Segment segment,
            Consumer<String> exports) {
        this.folder = folder;
        this.options = options;
        this.keys = keys;
        this.attempts = attempts;
        this.segment = segment;
        this.exports = exports;
        this.reserve = new Reserve(folder, options.reserveBytes(), options.nanos());
        this.retention = new Retention(folder, options, keys);
        this.nextSegment = new NextSegment(folder, options, keys.publicKey());
        reserve.isWhole();
    }

    String name() {
        return folder.name();
    }

    /** The attempts without outcome. */
    List<AuditRecord> unfinished() {
        return attempts.records();
    }

    Segment segment() {
        return segment;
    }

    WrittenLine last() {
        return segment.last();
    }

    /** The ordinal of the last line that is durable. */
    long durable() {
        return segment.durable().ordinal();
    }

    /** Whether anything was recorded since the last checkpoint. */
    boolean isUnsigned() {
        return recordsSinceCheckpoint > 0;
    }

    boolean hasFailed() {
        return failure != null;
    }

    /** The first reason stays: later ones follow from it. */
    void fail(String reason) {
        if (failure == null) {
            failure = reason;
            LOG.error("the audit trail {} has failed: {}", folder.name(), reason);
        }
    }

    void requireUnfailed() throws IOException {
        if (failure != null) {
            throw new IOException("the audit trail " + folder.name() + " has failed: " + failure
                    + "; it goes on in a fresh segment once it is renewed or opened anew");
        }
    }

    /** Writes the record, and before it what it takes: a segment that has room, and a note of numbers that it skips. */
    void append(AuditRecord record) throws IOException {
        requireUnfailed();
        long previous = last().sequence();
        if (record.sequence() <= previous) {
            throw new IllegalArgumentException(
                    "record " + record.sequence() + " cannot follow record " + previous + " of the trail");
        }
        boolean urgent = record.event().equals(AuditEvent.OUTCOME);
        if (!urgent && !reserve.isWhole()) {
            throw new IOException("the disk of the audit trail " + folder.name()
                    + " is full; what room is left is kept for outcomes");
        }
        rotateIfDue();
        Segment.Draft missed = null;
        if (record.sequence() > previous + 1) {
            missed = draft(TrailNote.missed(previous, now(), previous + 1, record.sequence() - 1));
        }
        Segment.Draft draft = segment.draft(LineKind.RECORD, record.encoded(), missed);
        write(missed == null ? draft.bytes() : joined(missed.bytes(), draft.bytes()), urgent);
        if (missed != null) {
            segment.add(missed, previous, attempts.oldest());
        }
        attempts.add(record);
        segment.add(draft, record.sequence(), attempts.oldest());
        recordsSinceCheckpoint++;
        signIfDue();
    }

    /** Signs what there is; the line is written, and may not be durable yet. */
    void sign(Reason reason) throws IOException {
        requireUnfailed();
        WrittenLine head = last();
        TrailCheckpoint checkpoint = TrailCheckpoint.sign(
                keys,
                head.sequence(),
                now(),
                reason,
                segment.header().id(),
                segment.header().segment(),
                TrailFormat.hex(head.hash()),
                attempts.oldest());
        Segment.Draft draft = segment.draft(LineKind.CHECKPOINT, ByteBuffer.wrap(checkpoint.object()), null);
        write(draft.bytes(), true);
        WrittenLine line = segment.add(draft, head.sequence(), attempts.oldest());
        recordsSinceCheckpoint = 0;
        exportable.add(new Export(line.ordinal(), checkpoint.exported()));
    }

    private void signIfDue() throws IOException {
        if (recordsSinceCheckpoint >= options.checkpointEvery()) {
            try {
                sign(Reason.COUNT);
            } catch (IOException | IllegalStateException e) {
                // The record is written all the same, and the next one tries again.
                LOG.warn("the audit trail {} could not be signed: {}", folder.name(), e.getMessage());
            }
        }
    }

    /** Writes a note and makes it durable. */
    void note(TrailNote note) throws IOException {
        Segment.Draft draft = draft(note);
        write(draft.bytes(), true);
        segment.add(draft, last().sequence(), attempts.oldest());
        force();
    }

    /** Makes everything durable, on this thread. */
    void force() throws IOException {
        requireUnfailed();
        boolean done = false;
        try {
            segment.sync();
            done = true;
        } finally {
            if (!done) {
                fail("a sync failed");
            }
        }
        settle(segment.last());
        requireUnfailed();
    }

    /** Counts everything up to a line as durable after a sync, unless the file is no longer where it can be found. */
    void settle(WrittenLine line) throws IOException {
        String displacement = segment.displacement();
        if (displacement != null) {
            fail(displacement);
            return;
        }
        segment.settle(line);
        while (!exportable.isEmpty() && exportable.getFirst().ordinal() <= durable()) {
            exports.accept(exportable.removeFirst().line());
        }
    }

    private void write(byte[] bytes, boolean urgent) throws IOException {
        if (segment.isFullOfUnforced(bytes.length)) {
            force();
        }
        try {
            writeOrFail(bytes);
        } catch (IOException e) {
            if (!urgent || failure != null || !reserve.giveBack()) {
                throw e;
            }
            LOG.warn("the disk of the audit trail {} is full; outcomes take the room kept for them", folder.name());
            writeOrFail(bytes);
        }
    }

    private void writeOrFail(byte[] bytes) throws IOException {
        try {
            segment.write(bytes);
        } finally {
            if (segment.isSpoiled()) {
                fail("a part of a record could not be cut away");
            }
        }
    }

    /** Removes segments that are older than they have to be kept. */
    void removeOld() throws IOException {
        try {
            retention.removeOld(segment.header().segment(), attempts.oldest(), this);
        } catch (IOException e) {
            requireUnfailed();
            LOG.warn("old segments of the audit trail {} stay: {}", folder.name(), e.getMessage());
        }
    }

    private void rotateIfDue() throws IOException {
        TrailHeader.Reason reason = null;
        if (last().end() >= options.segmentBytes()) {
            reason = TrailHeader.Reason.SIZE;
        } else if (options.daily()
                && day(options.clock().instant()).isAfter(day(segment.header().time()))) {
            reason = TrailHeader.Reason.DAY;
        }
        boolean waiting = rotationFailed && options.nanos().getAsLong() - rotationFailedAt < ROTATION_RETRY_NANOS;
        if (reason != null && !waiting) {
            rotate(reason);
        }
    }

    /**
     * Goes on in the next segment. If that is not possible, and nothing is left of the attempt, the old one goes on and
     * this is tried again later.
     */
    private void rotate(TrailHeader.Reason reason) throws IOException {
        try {
            sign(Reason.ROTATION);
            force();
            follow(reason);
            rotationFailed = false;
        } catch (IOException e) {
            requireUnfailed();
            rotationFailed = true;
            rotationFailedAt = options.nanos().getAsLong();
            LOG.warn("the audit trail {} goes on in a segment that is due to end: {}", folder.name(), e.getMessage());
            return;
        }
        removeOld();
    }

    /** Leaves the segment, all of which is durable, for a next one. */
    void follow(TrailHeader.Reason reason) throws IOException {
        Segment old = segment;
        segment = next(reason, old.last());
        old.closeQuietly();
    }

    private Segment next(TrailHeader.Reason reason, WrittenLine after) throws IOException {
        try {
            return nextSegment.begin(reason, segment, after);
        } finally {
            failIfLeft();
        }
    }

    private void failIfLeft() {
        if (nextSegment.isLeft()) {
            fail("a segment that was begun could not be removed");
        }
    }

    /** Goes on in a fresh segment behind the last durable line, with everything that was written since. */
    void renew() throws IOException {
        Segment old = segment;
        Segment fresh = next(TrailHeader.Reason.RENEWED, old.durable());
        String reason = failure;
        long unsigned = recordsSinceCheckpoint;
        boolean done = false;
        segment = fresh;
        failure = null;
        try {
            exportable.clear();
            rewrite(old);
            done = true;
        } finally {
            if (!done) {
                segment = old;
                failure = reason;
                recordsSinceCheckpoint = unsigned;
                fresh.closeQuietly();
                nextSegment.withdraw(old);
            }
        }
        old.cutToDurable();
        old.closeQuietly();
        LOG.warn("the audit trail {} goes on in {}", folder.name(), fresh.name());
    }

    private void rewrite(Segment old) throws IOException {
        WrittenLine fork = old.durable();
        TrailNote note = TrailNote.renewed(fork.sequence(), now(), old.last().end() - fork.end());
        write(note, fork);
        for (WrittenLine line : old.unforced()) {
            if (line.kind() != LineKind.CHECKPOINT) {
                Segment.Draft draft = segment.draft(line.kind(), ByteBuffer.wrap(line.object()), null);
                write(draft.bytes(), true);
                segment.add(draft, line.sequence(), line.open());
            }
        }
        sign(Reason.RENEWAL);
        force();
    }

    private void write(TrailNote note, WrittenLine at) throws IOException {
        Segment.Draft draft = draft(note);
        write(draft.bytes(), true);
        segment.add(draft, at.sequence(), at.open());
    }

    /** Signs and makes durable what is there, unless the trail has failed, and lets go of everything. */
    void close() throws IOException {
        try {
            if (failure == null) {
                signClose();
                force();
            }
        } finally {
            try {
                segment.close();
            } finally {
                folder.close();
            }
        }
    }

    private void signClose() throws IOException {
        try {
            sign(Reason.CLOSE);
        } catch (IOException e) {
            requireUnfailed();
            LOG.warn("the end of the audit trail {} could not be signed: {}", folder.name(), e.getMessage());
        }
    }

    private Segment.Draft draft(TrailNote note) {
        return segment.draft(LineKind.NOTE, ByteBuffer.wrap(note.object()), null);
    }

    Instant now() {
        return options.clock().instant();
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }
}

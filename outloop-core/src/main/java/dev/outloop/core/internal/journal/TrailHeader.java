package dev.outloop.core.internal.journal;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * The first line of a segment.
 *
 * @param id the trail's, 32 lower-case hexadecimal digits; the same in every segment
 * @param segment the number of this one, from 1
 * @param after the number of the last record before; 0 if none
 * @param prev the hash of the line before, in hexadecimal; {@link TrailFormat#NO_HASH} in the first segment
 * @param open the number of the oldest attempt without an outcome; 0 if none
 * @param time when it was written
 * @param reason why it was begun
 * @param key the public key that its checkpoints are signed with, in hexadecimal
 */
record TrailHeader(
        String id, long segment, long after, String prev, long open, Instant time, Reason reason, String key) {

    /** No header is longer, with its line end. */
    static final int MAX_BYTES = 512;

    /** Why a segment was begun. */
    enum Reason {
        START,
        SIZE,
        DAY,
        RENEWED
    }

    /** The header of a trail that begins. */
    static TrailHeader first(String id, Instant time, String key) {
        return new TrailHeader(id, 1, 0, TrailFormat.NO_HASH, 0, time, Reason.START, key);
    }

    /** The header in the object of a line. */
    static Optional<TrailHeader> parse(ByteBuffer object) {
        return TrailObject.parse(object, TrailHeader::read, TrailHeader::object);
    }

    private static TrailHeader read(TrailObject object) {
        return new TrailHeader(
                object.hex("id", TrailFormat.ID_BYTES),
                object.number("segment"),
                object.number("after"),
                object.hex("prev", TrailFormat.HASH_BYTES),
                object.number("open"),
                object.time("time"),
                Reason.valueOf(object.text("reason")),
                object.hex("key", TrailKeys.KEY_BYTES));
    }

    byte[] object() {
        return TrailObject.create()
                .with("id", id)
                .with("segment", segment)
                .with("after", after)
                .with("prev", prev)
                .with("open", open)
                .with("time", time)
                .with("reason", reason.name())
                .with("key", key)
                .encode();
    }

    /** The hash that this line has in the chain. */
    byte[] hash() {
        return new HashChain().next(TrailFormat.bytes(prev), ByteBuffer.wrap(object()));
    }

    /** The line with its line end. */
    byte[] line() {
        return TrailLine.encode(LineKind.TRAIL, ByteBuffer.wrap(object()), hash());
    }
}

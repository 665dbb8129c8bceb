package dev.outloop.core.internal.journal;

import dev.outloop.audit.AuditEvent;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * What the writer did about the trail itself.
 *
 * @param after the number of the last record before; 0 if none
 * @param kind what it says; members that do not belong to it are 0 or empty
 * @param bytes how many were cut off or superseded
 * @param segment the segment that was removed
 * @param from the first of the numbers that are left out or removed
 * @param to the last of them
 * @param head the hash of the removed segment's last line, in hexadecimal
 */
record TrailNote(long after, Instant time, Kind kind, long bytes, long segment, long from, long to, String head) {

    /** What a note says. */
    enum Kind {
        /** A torn tail was cut off. */
        TORN,
        /** After a failed sync the trail goes on in this segment. */
        RENEWED,
        /** Numbers that this sink never got. */
        MISSED,
        /** An old segment is about to be deleted. */
        REMOVED
    }

    static TrailNote torn(long after, Instant time, long tornBytes) {
        return new TrailNote(after, time, Kind.TORN, tornBytes, 0, 0, 0, "");
    }

    static TrailNote renewed(long after, Instant time, long supersededBytes) {
        return new TrailNote(after, time, Kind.RENEWED, supersededBytes, 0, 0, 0, "");
    }

    static TrailNote missed(long after, Instant time, long from, long to) {
        return new TrailNote(after, time, Kind.MISSED, 0, 0, from, to, "");
    }

    static TrailNote removed(long after, Instant time, long segment, long from, long to, String head) {
        return new TrailNote(after, time, Kind.REMOVED, 0, segment, from, to, head);
    }

    /** The note in the object of a line. */
    static Optional<TrailNote> parse(ByteBuffer object) {
        return TrailObject.parse(object, TrailNote::read, TrailNote::object);
    }

    private static TrailNote read(TrailObject object) {
        long after = object.number("after");
        Instant time = object.time("time");
        return switch (object.text("event")) {
            case "RECOVERED" ->
                object.has("torn_bytes")
                        ? torn(after, time, object.number("torn_bytes"))
                        : renewed(after, time, object.number("superseded_bytes"));
            case "MISSED" -> missed(after, time, object.number("from"), object.number("to"));
            case "REMOVED" ->
                removed(
                        after,
                        time,
                        object.number("segment"),
                        object.number("from"),
                        object.number("to"),
                        object.hex("head", TrailFormat.HASH_BYTES));
            default -> throw new IllegalArgumentException("no note of this version");
        };
    }

    byte[] object() {
        TrailObject object =
                TrailObject.create().with("after", after).with("time", time).with("event", event().name());
        switch (kind) {
            case TORN -> object.with("torn_bytes", bytes);
            case RENEWED -> object.with("reason", "RENEWED").with("superseded_bytes", bytes);
            case MISSED -> object.with("from", from).with("to", to);
            case REMOVED ->
                object.with("segment", segment)
                        .with("from", from)
                        .with("to", to)
                        .with("head", head);
        }
        return object.encode();
    }

    AuditEvent event() {
        return switch (kind) {
            case TORN, RENEWED -> AuditEvent.RECOVERED;
            case MISSED -> AuditEvent.MISSED;
            case REMOVED -> AuditEvent.REMOVED;
        };
    }
}

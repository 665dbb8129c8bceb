package dev.outloop.core.internal.journal;

import dev.outloop.audit.AuditEvent;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * A signature of everything before it.
 *
 * @param after the number of the last record before; 0 if none
 * @param reason why it was made
 * @param trail the trail's id
 * @param segment the segment that it stands in
 * @param head the hash of the line directly before it, in hexadecimal
 * @param open the number of the oldest attempt without an outcome; 0 if none
 * @param key the public key, in hexadecimal
 * @param sig the signature over all other members, in hexadecimal
 */
record TrailCheckpoint(
        long after,
        Instant time,
        Reason reason,
        String trail,
        long segment,
        String head,
        long open,
        String key,
        String sig) {

    /** Why a checkpoint was made. */
    enum Reason {
        COUNT,
        TIME,
        ROTATION,
        CLOSE,
        RENEWAL
    }

    /** Signs. */
    static TrailCheckpoint sign(
            TrailKeys keys,
            long after,
            Instant time,
            Reason reason,
            String trail,
            long segment,
            String head,
            long open) {
        TrailCheckpoint unsigned =
                new TrailCheckpoint(after, time, reason, trail, segment, head, open, keys.publicKey(), "");
        String sig = keys.sign(TrailFormat.CHECKPOINT_DOMAIN, unsigned.signed().encode());
        return new TrailCheckpoint(after, time, reason, trail, segment, head, open, keys.publicKey(), sig);
    }

    /** The checkpoint in the object of a line; its signature is not looked at. */
    static Optional<TrailCheckpoint> parse(ByteBuffer object) {
        return TrailObject.parse(object, TrailCheckpoint::read, TrailCheckpoint::object);
    }

    /** The checkpoint on a line of a second place, given without its line end; its signature is not looked at. */
    static Optional<TrailCheckpoint> parseExported(byte[] line) {
        return TrailFormat.framed(line, TrailFormat.ascii(LineKind.CHECKPOINT.start()))
                .flatMap(TrailCheckpoint::parse);
    }

    private static TrailCheckpoint read(TrailObject object) {
        return new TrailCheckpoint(
                object.number("after"),
                object.time("time"),
                Reason.valueOf(object.text("reason")),
                object.hex("trail", TrailFormat.ID_BYTES),
                object.number("segment"),
                object.hex("head", TrailFormat.HASH_BYTES),
                object.number("open"),
                object.hex("key", TrailKeys.KEY_BYTES),
                object.hex("sig", TrailKeys.SIGNATURE_BYTES));
    }

    /** Whether the signature is that of the key which it names; whether that key is trusted is another question. */
    boolean isSigned() {
        return TrailKeys.verifies(key, TrailFormat.CHECKPOINT_DOMAIN, signed().encode(), sig);
    }

    byte[] object() {
        return signed().with("sig", sig).encode();
    }

    /** The line for a second place, without its line end. */
    String exported() {
        return LineKind.CHECKPOINT.start() + TrailFormat.text(object()) + "}";
    }

    private TrailObject signed() {
        return TrailObject.create()
                .with("after", after)
                .with("time", time)
                .with("event", AuditEvent.CHECKPOINT.name())
                .with("reason", reason.name())
                .with("trail", trail)
                .with("segment", segment)
                .with("head", head)
                .with("open", open)
                .with("key", key);
    }
}

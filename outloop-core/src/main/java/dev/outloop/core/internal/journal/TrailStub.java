package dev.outloop.core.internal.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * What stays of a segment that was removed.
 *
 * @param trail the trail's id
 * @param segment the segment
 * @param after the number of the last record before it; 0 if none
 * @param last the number of its last record, or that before it if it has none
 * @param prev the hash before its header, in hexadecimal
 * @param head the hash of its last line, in hexadecimal
 * @param bytes its length
 * @param named the public key that its header names, in hexadecimal, so that who may sign can be told without it
 * @param time when it was removed
 * @param key the public key that signs, in hexadecimal
 * @param sig the signature over all other members, in hexadecimal
 */
record TrailStub(
        String trail,
        long segment,
        long after,
        long last,
        String prev,
        String head,
        long bytes,
        String named,
        Instant time,
        String key,
        String sig) {

    private static final byte[] START = TrailFormat.ascii("{\"stub\":");

    /** Signs. */
    static TrailStub sign(
            TrailKeys keys,
            String trail,
            long segment,
            long after,
            long last,
            String prev,
            String head,
            long bytes,
            String named,
            Instant time) {
        TrailStub unsigned =
                new TrailStub(trail, segment, after, last, prev, head, bytes, named, time, keys.publicKey(), "");
        String sig = keys.sign(TrailFormat.STUB_DOMAIN, unsigned.signed().encode());
        return new TrailStub(trail, segment, after, last, prev, head, bytes, named, time, keys.publicKey(), sig);
    }

    /** The stub on a line, given without its line end; its signature is not looked at. */
    static Optional<TrailStub> parse(byte[] line) {
        return TrailFormat.framed(line, START)
                .flatMap(object -> TrailObject.parse(object, TrailStub::read, TrailStub::object));
    }

    private static TrailStub read(TrailObject object) {
        return new TrailStub(
                object.hex("trail", TrailFormat.ID_BYTES),
                object.number("segment"),
                object.number("after"),
                object.number("last"),
                object.hex("prev", TrailFormat.HASH_BYTES),
                object.hex("head", TrailFormat.HASH_BYTES),
                object.number("bytes"),
                object.hex("named", TrailKeys.KEY_BYTES),
                object.time("time"),
                object.hex("key", TrailKeys.KEY_BYTES),
                object.hex("sig", TrailKeys.SIGNATURE_BYTES));
    }

    /** Whether the signature is that of the key which it names; whether that key is trusted is another question. */
    boolean isSigned() {
        return TrailKeys.verifies(key, TrailFormat.STUB_DOMAIN, signed().encode(), sig);
    }

    /** The line with its line end. */
    byte[] line() {
        return TrailFormat.ascii("{\"stub\":" + TrailFormat.text(object()) + "}\n");
    }

    private byte[] object() {
        return signed().with("sig", sig).encode();
    }

    private TrailObject signed() {
        return TrailObject.create()
                .with("trail", trail)
                .with("segment", segment)
                .with("after", after)
                .with("last", last)
                .with("prev", prev)
                .with("head", head)
                .with("bytes", bytes)
                .with("named", named)
                .with("time", time)
                .with("key", key);
    }
}

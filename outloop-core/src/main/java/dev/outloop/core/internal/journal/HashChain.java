package dev.outloop.core.internal.journal;

import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;

/** Computes the links of a trail. Not thread-safe. */
final class HashChain {

    private final MessageDigest digest = TrailFormat.sha256();

    /** The hash of the line with that object, which follows the one with the previous hash; the buffer is not changed. */
    byte[] next(byte[] previous, ByteBuffer object) {
        digest.update(previous);
        digest.update(object.duplicate());
        return digest.digest();
    }

    /** As {@link #next(byte[], ByteBuffer)}, into an array of the caller's. */
    void next(byte[] previous, ByteBuffer object, byte[] hash) {
        digest.update(previous);
        digest.update(object);
        try {
            digest.digest(hash, 0, hash.length);
        } catch (DigestException e) {
            throw new IllegalArgumentException("no room for a hash", e);
        }
    }
}

package dev.outloop.core.internal.journal;

import java.nio.ByteBuffer;
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
}

package dev.outloop.core.internal.journal;

import java.nio.ByteBuffer;
import java.security.MessageDigest;

/** Computes the links of a trail. Not thread-safe. */
final class HashChain {

    private final MessageDigest digest = TrailFormat.sha256();

    /** The hash of the record that follows the one with the previous hash. */
    byte[] next(byte[] previous, ByteBuffer record) {
        digest.update(previous);
        digest.update(record);
        return digest.digest();
    }
}

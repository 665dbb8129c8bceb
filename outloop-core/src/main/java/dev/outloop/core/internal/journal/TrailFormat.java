package dev.outloop.core.internal.journal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Version 1 of the trail on disk, which {@code dev.outloop.core.AuditTrail} documents.
 *
 * <p>At most {@link #MAX_UNFORCED_BYTES} at the end of the file are not known to be durable. A crash can leave there a
 * line without its end, or a hole of NUL bytes where a write never arrived; no writer makes either, so that is how a
 * torn tail is told from tampering. Who plants a NUL there gets lines cut off that way, which they could do without one,
 * but then no record of the cut would be made.
 */
final class TrailFormat {

    static final String FILE_NAME = "trail-000001.jsonl";
    static final String LOCK_NAME = "trail.lock";
    static final String GENESIS_DOMAIN = "dev.outloop.audit.v1:";

    /** More than the longest record can be: its 15 texts of at most 256 characters, six bytes each. */
    static final int MAX_LINE_BYTES = 32 * 1024;

    static final int MAX_UNFORCED_BYTES = 256 * 1024;
    static final int HASH_BYTES = 32;
    static final int ID_BYTES = 16;

    private TrailFormat() {}

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** The hash in lower-case digits at the offset, or an empty array if there is none. */
    static byte[] hash(byte[] bytes, int offset) {
        if (offset < 0 || offset + 2 * HASH_BYTES > bytes.length) {
            return new byte[0];
        }
        byte[] hash = new byte[HASH_BYTES];
        for (int i = 0; i < hash.length; i++) {
            int high = digit(bytes[offset + 2 * i]);
            int low = digit(bytes[offset + 2 * i + 1]);
            if (high < 0 || low < 0) {
                return new byte[0];
            }
            hash[i] = (byte) (high << 4 | low);
        }
        return hash;
    }

    private static int digit(byte c) {
        return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    }
}

package dev.outloop.core.internal.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Version 1 of the trail on disk, which {@code dev.outloop.core.AuditTrail} documents.
 *
 * <p>At most {@link #MAX_UNFORCED_BYTES} at the end of the last segment are not known to be durable. A crash can leave
 * there a line without its end, or a hole of NUL bytes where a write never arrived; no writer makes either, so that is
 * how a torn tail is told from tampering. Who plants a NUL there gets lines cut off that way, which they could do without
 * one, but then no note of the cut would be made.
 */
final class TrailFormat {

    static final int VERSION = 1;
    static final String LOCK_NAME = "trail.lock";
    static final String KEY_NAME = "trail.key";
    static final String REMOVED_NAME = "trail.removed.jsonl";
    static final String RESERVE_NAME = "trail.reserve";
    static final String FILE_NAME = segmentName(1);

    /** What a checkpoint's signature starts with, so that it is no signature of anything else. */
    static final String CHECKPOINT_DOMAIN = "dev.outloop.audit.checkpoint.v1:";

    static final String STUB_DOMAIN = "dev.outloop.audit.stub.v1:";

    /** More than the longest record can be. */
    static final int MAX_LINE_BYTES = 32 * 1024;

    static final int MAX_UNFORCED_BYTES = 256 * 1024;
    static final int HASH_BYTES = 32;
    static final int ID_BYTES = 16;

    /** The hash before the first header, in hexadecimal. */
    static final String NO_HASH = "0".repeat(2 * HASH_BYTES);

    private static final Pattern SEGMENT_NAME = Pattern.compile("trail-([0-9]{6}|[1-9][0-9]{6,17})\\.jsonl");

    private TrailFormat() {}

    /** The name of a segment's file; the first is 1. */
    static String segmentName(long segment) {
        return String.format(Locale.ROOT, "trail-%06d.jsonl", segment);
    }

    /** The segment that a file of that name is, if it is one. */
    static OptionalLong segmentOf(String fileName) {
        Matcher name = SEGMENT_NAME.matcher(fileName);
        long segment = name.matches() ? Long.parseLong(name.group(1)) : 0;
        return segment > 0 ? OptionalLong.of(segment) : OptionalLong.empty();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static String text(byte[] ascii) {
        return new String(ascii, StandardCharsets.US_ASCII);
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

    /** The bytes of lower-case digits that were checked before. */
    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    /** Writes the hash in lower-case digits at the offset of the text into the hash; whether there is one. */
    static boolean readHash(byte[] text, int offset, byte[] hash) {
        for (int i = 0; i < HASH_BYTES; i++) {
            int high = digit(text[offset + 2 * i]);
            int low = digit(text[offset + 2 * i + 1]);
            if ((high | low) < 0) {
                return false;
            }
            hash[i] = (byte) (high << 4 | low);
        }
        return true;
    }

    private static int digit(byte c) {
        return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
    }

    /** The object on a line of its own that begins so, given without its line end; empty if it is no such line. */
    static Optional<ByteBuffer> framed(byte[] line, byte[] start) {
        int length = line.length - start.length - 1;
        boolean framed = length > 0
                && Arrays.equals(line, 0, start.length, start, 0, start.length)
                && line[line.length - 1] == '}';
        return framed ? Optional.of(ByteBuffer.wrap(line, start.length, length)) : Optional.empty();
    }
}

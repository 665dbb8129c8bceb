package dev.outloop.core.internal.journal;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The first line of a trail: a random id, which the chain starts from, so that no two trails share a hash.
 *
 * @param id 32 lower-case hexadecimal digits
 */
record TrailHeader(String id) {

    private static final String BEFORE_ID = "{\"trail\":{\"v\":1,\"id\":\"";

    /** The length of every header, with its line end. */
    static final int BYTES = new TrailHeader("0".repeat(2 * TrailFormat.ID_BYTES)).line().length;

    /** The header in that line, given without its line end. */
    static Optional<TrailHeader> parse(byte[] line) {
        int from = BEFORE_ID.length();
        int to = from + 2 * TrailFormat.ID_BYTES;
        if (line.length != BYTES - 1) {
            return Optional.empty();
        }
        TrailHeader header = new TrailHeader(new String(line, from, to - from, StandardCharsets.US_ASCII));
        byte[] expected = header.line();
        return Arrays.equals(line, 0, line.length, expected, 0, expected.length - 1)
                ? Optional.of(header)
                : Optional.empty();
    }

    /** Whether the line means to be a header, intact or not. */
    static boolean isLike(byte[] line) {
        byte[] start = TrailFormat.ascii("{\"trail\":");
        return line.length >= start.length && Arrays.equals(line, 0, start.length, start, 0, start.length);
    }

    /** Where the chain starts. */
    byte[] genesis() {
        return TrailFormat.sha256().digest(TrailFormat.ascii(TrailFormat.GENESIS_DOMAIN + id));
    }

    /** The line with its line end. */
    byte[] line() {
        return TrailFormat.ascii(BEFORE_ID + id + "\"},\"chain\":\"" + TrailFormat.hex(genesis()) + "\"}\n");
    }
}

package dev.outloop.core.internal.journal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An object on its line, with the hash that links it to the line before. Views the bytes it was parsed from. */
final class TrailLine {

    private static final LineKind[] KINDS = LineKind.values();
    private static final Map<LineKind, byte[]> STARTS = Stream.of(KINDS)
            .collect(Collectors.toUnmodifiableMap(kind -> kind, kind -> TrailFormat.ascii(kind.start())));
    private static final byte[] RECORD_START = TrailFormat.ascii("{\"v\":1,\"seq\":");
    private static final byte[] CHAIN = TrailFormat.ascii(",\"chain\":\"");
    private static final byte[] END = TrailFormat.ascii("\"}");
    private static final int AFTER_OBJECT = CHAIN.length + 2 * TrailFormat.HASH_BYTES + END.length;
    private static final int MAX_DIGITS = 18;

    private final LineKind kind;
    private final byte[] bytes;
    private final int from;
    private final int to;
    private final long sequence;
    private final byte[] hash;

    private TrailLine(LineKind kind, byte[] bytes, int from, int to, long sequence, byte[] hash) {
        this.kind = kind;
        this.bytes = bytes;
        this.from = from;
        this.to = to;
        this.sequence = sequence;
        this.hash = hash;
    }

    /** The line with its line end. */
    static byte[] encode(LineKind kind, ByteBuffer object, byte[] hash) {
        ByteBuffer line = ByteBuffer.allocate(encodedBytes(kind, object.remaining()));
        line.put(start(kind)).put(object.duplicate()).put(CHAIN);
        line.put(TrailFormat.ascii(TrailFormat.hex(hash)));
        return line.put(END).put((byte) '\n').array();
    }

    /** How many bytes such a line has, with its line end. */
    static int encodedBytes(LineKind kind, int objectBytes) {
        return start(kind).length + objectBytes + AFTER_OBJECT + 1;
    }

    /** The object in that line, given without its line end; whether it continues the chain is not looked at. */
    static Optional<TrailLine> parse(byte[] line) {
        return parse(line, 0, line.length);
    }

    /**
     * The object in the line that stands between two offsets, without its line end. Of a record the number is read, of
     * another kind nothing; whether it continues the chain is not looked at.
     */
    static Optional<TrailLine> parse(byte[] bytes, int from, int to) {
        int chain = to - AFTER_OBJECT;
        for (LineKind kind : KINDS) {
            int object = from + start(kind).length;
            if (object < chain && has(bytes, from, start(kind))) {
                return parse(kind, bytes, object, chain);
            }
        }
        return Optional.empty();
    }

    private static Optional<TrailLine> parse(LineKind kind, byte[] bytes, int object, int chain) {
        byte[] hash = new byte[TrailFormat.HASH_BYTES];
        int digits = chain + CHAIN.length;
        if (bytes[chain - 1] != '}'
                || !has(bytes, chain, CHAIN)
                || !has(bytes, digits + 2 * hash.length, END)
                || !TrailFormat.readHash(bytes, digits, hash)) {
            return Optional.empty();
        }
        long sequence = kind == LineKind.RECORD ? sequence(bytes, object) : 0;
        return sequence < 0 ? Optional.empty() : Optional.of(new TrailLine(kind, bytes, object, chain, sequence, hash));
    }

    LineKind kind() {
        return kind;
    }

    boolean isRecord() {
        return kind == LineKind.RECORD;
    }

    /** A record's number; 0 for another kind. */
    long sequence() {
        return sequence;
    }

    /** The hash that the line states; the line's own, not to be changed. */
    byte[] hash() {
        return hash;
    }

    /** The object as it stands in the line. */
    ByteBuffer object() {
        return ByteBuffer.wrap(bytes, from, to - from);
    }

    private static byte[] start(LineKind kind) {
        return Objects.requireNonNull(STARTS.get(kind));
    }

    private static boolean has(byte[] bytes, int offset, byte[] part) {
        int end = offset + part.length;
        return end <= bytes.length && Arrays.equals(bytes, offset, end, part, 0, part.length);
    }

    /** The number that the record starts with, or -1; its closing brace ends the digits. */
    private static long sequence(byte[] bytes, int object) {
        int first = object + RECORD_START.length;
        if (!has(bytes, object, RECORD_START) || bytes[first] == '0') {
            return -1;
        }
        long number = 0;
        int i = first;
        while (bytes[i] >= '0' && bytes[i] <= '9' && i - first < MAX_DIGITS) {
            number = number * 10 + bytes[i] - '0';
            i++;
        }
        return i > first && bytes[i] == ',' ? number : -1;
    }
}

package dev.outloop.core.internal.journal;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** One record on its line, with the hash that links it to the record before. */
final class TrailLine {

    private static final byte[] START = TrailFormat.ascii("{\"record\":");
    private static final byte[] RECORD_START = TrailFormat.ascii("{\"v\":1,\"seq\":");
    private static final byte[] CHAIN = TrailFormat.ascii(",\"chain\":\"");
    private static final byte[] END = TrailFormat.ascii("\"}");
    private static final int AFTER_RECORD = CHAIN.length + 2 * TrailFormat.HASH_BYTES + END.length;
    private static final int MAX_DIGITS = 18;

    private final byte[] bytes;
    private final long sequence;
    private final byte[] hash;

    private TrailLine(byte[] bytes, long sequence, byte[] hash) {
        this.bytes = bytes;
        this.sequence = sequence;
        this.hash = hash;
    }

    /** The line with its line end. */
    static byte[] encode(ByteBuffer record, byte[] hash) {
        ByteBuffer line = ByteBuffer.allocate(START.length + record.remaining() + AFTER_RECORD + 1);
        line.put(START).put(record).put(CHAIN);
        line.put(TrailFormat.ascii(TrailFormat.hex(hash)));
        return line.put(END).put((byte) '\n').array();
    }

    /** The record in that line, given without its line end; whether it continues the chain is not looked at. */
    static Optional<TrailLine> parse(byte[] line) {
        int chain = line.length - AFTER_RECORD;
        int number = START.length + RECORD_START.length;
        if (chain <= number
                || !has(line, 0, START)
                || !has(line, START.length, RECORD_START)
                || line[chain - 1] != '}'
                || !has(line, chain, CHAIN)
                || !has(line, line.length - END.length, END)) {
            return Optional.empty();
        }
        long sequence = number(line, number);
        byte[] hash = TrailFormat.hash(line, chain + CHAIN.length);
        return sequence < 1 || hash.length == 0 ? Optional.empty() : Optional.of(new TrailLine(line, sequence, hash));
    }

    long sequence() {
        return sequence;
    }

    byte[] hash() {
        return hash;
    }

    ByteBuffer record() {
        return ByteBuffer.wrap(bytes, START.length, bytes.length - AFTER_RECORD - START.length);
    }

    private static boolean has(byte[] line, int offset, byte[] part) {
        return offset + part.length <= line.length
                && Arrays.equals(line, offset, offset + part.length, part, 0, part.length);
    }

    private static long number(byte[] line, int offset) {
        long number = 0;
        int i = offset;
        while (i < line.length && line[i] >= '0' && line[i] <= '9' && i - offset < MAX_DIGITS) {
            number = number * 10 + line[i] - '0';
            i++;
        }
        return i < line.length && line[i] == ',' && line[offset] != '0' ? number : -1;
    }
}

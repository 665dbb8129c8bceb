package dev.outloop.core.internal.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A window on one line of a segment, by which most lines are told apart without being parsed. It is moved from line to
 * line and shows the reader's own buffer. Not thread-safe.
 */
final class EntryLine {

    private static final LineKind[] KINDS = LineKind.values();
    private static final byte[] VERSION = TrailFormat.ascii("{\"v\":1,");
    private static final Map<LineKind, byte[]> STARTS = Arrays.stream(KINDS)
            .collect(Collectors.toUnmodifiableMap(kind -> kind, kind -> TrailFormat.ascii(kind.start() + "{\"v\":1,")));
    private static final byte[] SEQUENCE = TrailFormat.ascii("\"seq\":");
    private static final byte[] AFTER = TrailFormat.ascii("\"after\":");
    private static final byte[] CHAIN = TrailFormat.ascii(",\"chain\":\"");
    private static final byte[] END = TrailFormat.ascii("\"}");
    private static final int AFTER_OBJECT = CHAIN.length + 2 * TrailFormat.HASH_BYTES + END.length;
    private static final int MAX_DIGITS = 18;

    private byte[] bytes = {};
    private int from;
    private int to;
    private int objectFrom;
    private LineKind kind = LineKind.TRAIL;
    private long sequence;

    /** Moves to a line, given without its line end, and says whether it has the form of one. */
    boolean moveTo(byte[] buffer, int start, int end) {
        bytes = buffer;
        from = start;
        to = end;
        LineKind found = kindOf();
        if (found == null || !isChained()) {
            return false;
        }
        kind = found;
        objectFrom = from + start(found).length - VERSION.length;
        sequence = kind == LineKind.RECORD ? number(SEQUENCE) : kind == LineKind.TRAIL ? 0 : number(AFTER);
        return sequence >= (kind == LineKind.RECORD ? 1 : 0);
    }

    LineKind kind() {
        return kind;
    }

    boolean isRecord() {
        return kind == LineKind.RECORD;
    }

    /** The record's number; of a note or checkpoint the number of the last record before it; of a header 0. */
    long sequence() {
        return sequence;
    }

    /** The object between the line's name and its hash, in the reader's own buffer. */
    ByteBuffer object() {
        return ByteBuffer.wrap(bytes, objectFrom, objectTo() - objectFrom);
    }

    /** A copy of the object as text. */
    String text() {
        return new String(bytes, objectFrom, objectTo() - objectFrom, StandardCharsets.ISO_8859_1);
    }

    /** A copy of the line's hash; empty if it is none. */
    byte[] hash() {
        byte[] hash = new byte[TrailFormat.HASH_BYTES];
        return TrailFormat.readHash(bytes, objectTo() + CHAIN.length, hash) ? hash : new byte[0];
    }

    /** Whether the object has these bytes somewhere. */
    boolean contains(byte[] part) {
        int last = objectTo() - part.length;
        byte first = part[0];
        byte second = part[1];
        for (int i = objectFrom; i <= last; i++) {
            if (bytes[i] == first && bytes[i + 1] == second && has(i, part)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Where a field begins whose name, quoted and with its colon and opening quote, is given and which stands among the
     * first that every line has; -1 if it does not.
     */
    int startOf(byte[] name) {
        int last = Math.min(objectFrom + 64, objectTo() - name.length);
        for (int i = objectFrom; i <= last; i++) {
            if (has(i, name)) {
                return i + name.length;
            }
        }
        return -1;
    }

    /** Compares bytes at a place of this line with the given ones, as unsigned. */
    int compare(int place, byte[] with) {
        int end = Math.min(place + with.length, objectTo());
        return Arrays.compareUnsigned(bytes, place, end, with, 0, with.length);
    }

    private static byte[] start(LineKind kind) {
        return Objects.requireNonNull(STARTS.get(kind));
    }

    private int objectTo() {
        return to - AFTER_OBJECT;
    }

    private @Nullable LineKind kindOf() {
        for (LineKind candidate : KINDS) {
            if (to - from > start(candidate).length + AFTER_OBJECT && has(from, start(candidate))) {
                return candidate;
            }
        }
        return null;
    }

    private boolean isChained() {
        return bytes[objectTo() - 1] == '}' && has(objectTo(), CHAIN) && has(to - END.length, END);
    }

    private boolean has(int place, byte[] part) {
        for (int i = 0; i < part.length; i++) {
            if (bytes[place + i] != part[i]) {
                return false;
            }
        }
        return true;
    }

    /** The number right behind the version, or -1. */
    private long number(byte[] name) {
        int start = from + start(kind).length;
        if (!has(start, name)) {
            return -1;
        }
        start += name.length;
        long number = 0;
        int i = start;
        while (bytes[i] >= '0' && bytes[i] <= '9' && i - start < MAX_DIGITS) {
            number = number * 10 + bytes[i] - '0';
            i++;
        }
        boolean plain = i > start && (bytes[start] != '0' || i == start + 1);
        return plain && (bytes[i] == ',' || bytes[i] == '}') ? number : -1;
    }
}

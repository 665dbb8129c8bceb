package dev.outloop.core.internal.secrets;

import java.util.Arrays;

/**
 * Where each byte of a decoded text came from. Offsets count from the start of either text, also once their beginnings
 * were dropped. Not thread-safe.
 */
final class SourceMap {

    private long[] decoded = new long[16];
    private long[] source = new long[16];
    /** Whether the run's bytes stand for themselves one by one; else all of them come from one escape. */
    private boolean[] plain = new boolean[16];

    private int first;
    private int end;
    private long sourceEnd;

    void clear() {
        first = 0;
        end = 0;
    }

    /** The next bytes of the decoded text, from that offset on, come from the source between these offsets. */
    void add(long decodedFrom, long sourceFrom, long sourceTo, boolean isPlain) {
        boolean goesOn = isPlain && end > first && plain[end - 1] && sourceFrom == sourceEnd;
        sourceEnd = sourceTo;
        if (!goesOn) {
            if (end == decoded.length) {
                makeRoom();
            }
            decoded[end] = decodedFrom;
            source[end] = sourceFrom;
            plain[end] = isPlain;
            end++;
        }
    }

    /** Whether the bytes between these offsets, at least one, stand in the source as they are. */
    boolean isPlain(long decodedFrom, long decodedTo) {
        int run = runOf(decodedFrom);
        return plain[run] && run == runOf(decodedTo - 1);
    }

    /** Where the byte begins in the source. */
    long startOf(long decodedOffset) {
        int run = runOf(decodedOffset);
        return plain[run] ? source[run] + (decodedOffset - decoded[run]) : source[run];
    }

    /** Where the byte ends in the source; of several bytes of one escape each ends where the escape does. */
    long endOf(long decodedOffset) {
        int run = runOf(decodedOffset);
        if (plain[run]) {
            return source[run] + (decodedOffset - decoded[run]) + 1;
        }
        return run + 1 < end ? source[run + 1] : sourceEnd;
    }

    /** Forgets what lies before the byte. */
    void drop(long before) {
        while (first + 1 < end && decoded[first + 1] <= before) {
            first++;
        }
    }

    private int runOf(long decodedOffset) {
        int at = Arrays.binarySearch(decoded, first, end, decodedOffset);
        return at >= 0 ? at : -at - 2;
    }

    private void makeRoom() {
        int kept = end - first;
        int capacity = kept * 2 > decoded.length ? decoded.length * 2 : decoded.length;
        long[] decodedRoom = new long[capacity];
        long[] sourceRoom = new long[capacity];
        boolean[] plainRoom = new boolean[capacity];
        System.arraycopy(decoded, first, decodedRoom, 0, kept);
        System.arraycopy(source, first, sourceRoom, 0, kept);
        System.arraycopy(plain, first, plainRoom, 0, kept);
        decoded = decodedRoom;
        source = sourceRoom;
        plain = plainRoom;
        first = 0;
        end = kept;
    }
}

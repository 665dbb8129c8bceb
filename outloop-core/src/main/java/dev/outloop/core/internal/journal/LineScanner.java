package dev.outloop.core.internal.journal;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Finds the lines of a stream in one buffer, without a copy of each; the current line is valid until the next one is
 * looked for. Takes bounded memory, whatever the stream holds. Not thread-safe.
 */
final class LineScanner implements AutoCloseable {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long LINE_ENDS = 0x0a0a0a0a0a0a0a0aL;
    private static final long ONES = 0x0101010101010101L;
    private static final long TOPS = 0x8080808080808080L;

    private final InputStream in;
    private final byte[] buffer;
    private long unread;
    private long start;
    private long offset;
    private int from;
    private int to;
    private int next;
    private int limit;
    private boolean ended;
    private boolean overlong;
    private boolean hole;

    /** Reads at most so many bytes, from that offset on, and closes the stream in the end. */
    LineScanner(InputStream in, long offset, long bytes) throws IOException {
        this.in = in;
        this.offset = offset;
        this.unread = bytes - offset;
        this.buffer = new byte[(int) Math.min(8 * TrailFormat.MAX_LINE_BYTES, unread + 1)];
        in.skipNBytes(offset);
    }

    /** Goes to the next line; false at the end. */
    boolean next() throws IOException {
        offset += next - from;
        start = offset;
        from = next;
        overlong = false;
        hole = false;
        int searched = from;
        while (true) {
            int end = lineEnd(searched);
            if (end < limit) {
                to = end;
                next = end + 1;
                ended = true;
                overlong |= to - from > TrailFormat.MAX_LINE_BYTES;
                return true;
            }
            if (limit - from > TrailFormat.MAX_LINE_BYTES) {
                drop();
            }
            searched = limit - from;
            if (!fill()) {
                to = limit;
                next = limit;
                ended = false;
                return overlong || to > from;
            }
        }
    }

    /** Forgets what there is of a line that is too long to be one. */
    private void drop() {
        overlong = true;
        hole |= hasNul();
        offset += limit - from;
        from = limit;
    }

    private boolean hasNul() {
        for (int i = from; i < limit; i++) {
            if (buffer[i] == 0) {
                return true;
            }
        }
        return false;
    }

    private boolean fill() throws IOException {
        System.arraycopy(buffer, from, buffer, 0, limit - from);
        limit -= from;
        from = 0;
        int count = unread == 0 ? -1 : in.read(buffer, limit, (int) Math.min(unread, buffer.length - limit));
        if (count <= 0) {
            return false;
        }
        unread -= count;
        limit += count;
        return true;
    }

    private int lineEnd(int start) {
        int i = start;
        for (; i + Long.BYTES <= limit; i += Long.BYTES) {
            long zeroed = (long) LONGS.get(buffer, i) ^ LINE_ENDS;
            if ((zeroed - ONES & ~zeroed & TOPS) != 0) {
                break;
            }
        }
        while (i < limit && buffer[i] != '\n') {
            i++;
        }
        return i;
    }

    /** What the line stands in; not to be changed. */
    byte[] buffer() {
        return buffer;
    }

    /** Where the line starts in the buffer. */
    int from() {
        return from;
    }

    /** Where it ends there, without its line end. */
    int to() {
        return to;
    }

    /** A copy of the line without its line end. */
    byte[] copy() {
        return Arrays.copyOfRange(buffer, from, to);
    }

    /** Where the line starts in the stream. */
    long offset() {
        return start;
    }

    /** Where the next line starts in the stream. */
    long end() {
        return offset + next - from;
    }

    /** Whether the line has its line end and no more bytes than any line may have. */
    boolean isWhole() {
        return ended && !overlong;
    }

    /** Whether it has a NUL or no line end, which no writer leaves behind. */
    boolean isTorn() {
        if (!ended || hole) {
            return true;
        }
        for (int i = from; i < to; i++) {
            if (buffer[i] == 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}

package dev.outloop.core.internal.journal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Cuts a stream into lines in bounded memory, whatever the stream holds. Not thread-safe. */
final class LineReader {

    private final InputStream in;
    private final byte[] buffer = new byte[64 * 1024];
    private int position;
    private int limit;
    private long offset;

    /** Reads from a buffered or plain stream that starts at the offset of its file. */
    LineReader(InputStream in, long offset) {
        this.in = in;
        this.offset = offset;
    }

    /**
     * A line as it is in the file.
     *
     * @param offset where it starts
     * @param end where the next one starts
     * @param bytes the line without its line end, cut at the length that no record reaches
     * @param ended whether it has a line end
     * @param torn whether it has a NUL or no line end, which no writer leaves behind
     */
    @SuppressWarnings("ArrayRecordComponent") // a carrier between two classes, never compared
    record Line(long offset, long end, byte[] bytes, boolean ended, boolean torn) {}

    /** The next line, or null at the end. */
    @Nullable
    Line next() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        long start = offset;
        boolean hole = false;
        while (fill()) {
            byte b = buffer[position++];
            offset++;
            if (b == '\n') {
                return new Line(start, offset, bytes.toByteArray(), true, hole);
            }
            hole |= b == 0;
            if (bytes.size() < TrailFormat.MAX_LINE_BYTES) {
                bytes.write(b);
            }
        }
        return offset == start ? null : new Line(start, offset, bytes.toByteArray(), false, true);
    }

    private boolean fill() throws IOException {
        if (position == limit) {
            position = 0;
            limit = Math.max(0, in.read(buffer));
        }
        return position < limit;
    }
}

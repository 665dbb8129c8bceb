package dev.outloop.core.internal.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Cuts a file that may still grow into lines, in one buffer of fixed size. Bytes behind the last line end are read again
 * each time, because the writer takes back what it could not write whole. Not thread-safe.
 *
 * <p>Not a {@code FileChannel}: interrupting its reader would close it.
 */
final class ReadingFile implements Closeable {

    /** What stands at the place where the reader is. */
    enum Found {
        /** A line of printable ASCII. */
        LINE,
        /** A line with other bytes, or one that is longer than any. */
        UNREADABLE,
        /** A line with NUL bytes, as a crash leaves them. */
        HOLE,
        /** No whole line, yet. */
        END
    }

    private static final int BUFFER_BYTES = 8 * TrailFormat.MAX_LINE_BYTES;

    private final RandomAccessFile file;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private long offset;
    private int start;
    private int end;
    private int filled;
    private long lineStart;
    private long lines;
    private long tail;

    private ReadingFile(RandomAccessFile file) {
        this.file = file;
    }

    static ReadingFile open(Path path) throws IOException {
        if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new NoSuchFileException(path.toString());
        }
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(path + " is no regular file; a link could lead elsewhere");
        }
        try {
            return new ReadingFile(new RandomAccessFile(path.toFile(), "r"));
        } catch (java.io.FileNotFoundException e) {
            if (!Files.exists(path)) {
                throw new NoSuchFileException(path.toString());
            }
            throw e;
        }
    }

    /** Goes to the next line that ends before the limit; at the end it stays where it is. */
    Found next(long limit) throws IOException {
        start = end;
        int seen = 0;
        int odd = 0;
        while (true) {
            for (int i = start + seen; i < filled; i++) {
                byte b = buffer[i];
                if (b == '\n') {
                    return found(i, limit, odd);
                }
                // Bit 0 for a NUL, bit 1 for anything else that is no printable ASCII.
                odd |= b == 0 ? 1 : b < ' ' || b == 0x7f ? 2 : 0;
            }
            seen = filled - start;
            if (seen > TrailFormat.MAX_LINE_BYTES) {
                return skipToLineEnd(limit, odd);
            }
            if (!fill()) {
                tail = (long) filled - start;
                forgetTail();
                return Found.END;
            }
        }
    }

    /** Makes the line that was found last the next one again. */
    void stay() {
        moveTo(lineStart);
        lines--;
    }

    byte[] buffer() {
        return buffer;
    }

    /** Where in the buffer the line starts. */
    int start() {
        return start;
    }

    /** Where in the buffer its line end is. */
    int end() {
        return end - 1;
    }

    /** Where in the file the line starts. */
    long lineStart() {
        return lineStart;
    }

    /** Where in the file the next line starts. */
    long position() {
        return offset + end;
    }

    /** How many bytes without a line end stood behind the last line when the end was found. */
    long tail() {
        return tail;
    }

    /** How many lines were read, the last one included. */
    long lines() {
        return lines;
    }

    long size() throws IOException {
        return file.length();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private Found found(int lineEnd, long limit, int odd) {
        if (offset + lineEnd + 1 > limit) {
            tail = limit - offset - start;
            forgetTail();
            return Found.END;
        }
        lineStart = offset + start;
        end = lineEnd + 1;
        lines++;
        return odd == 0 ? Found.LINE : odd == 1 ? Found.HOLE : Found.UNREADABLE;
    }

    /** A line that is longer than any is passed over without being kept; without a line end it stays where it is. */
    private Found skipToLineEnd(long limit, int oddSoFar) throws IOException {
        lineStart = offset + start;
        int odd = oddSoFar;
        long at = offset + filled;
        file.seek(at);
        for (int count = file.read(buffer); count > 0; count = file.read(buffer)) {
            for (int i = 0; i < count; i++) {
                if (buffer[i] == '\n' && at + i + 1 <= limit) {
                    moveTo(at + i + 1);
                    lines++;
                    return odd == 1 ? Found.HOLE : Found.UNREADABLE;
                }
                odd |= buffer[i] == 0 ? 1 : 0;
            }
            at += count;
        }
        tail = Math.min(at, limit) - lineStart;
        moveTo(lineStart);
        return Found.END;
    }

    private void moveTo(long place) {
        offset = place;
        start = 0;
        end = 0;
        filled = 0;
    }

    private void forgetTail() {
        moveTo(offset + start);
    }

    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, filled - start);
            offset += start;
            filled -= start;
            start = 0;
            end = 0;
        }
        file.seek(offset + filled);
        int count = file.read(buffer, filled, buffer.length - filled);
        filled += Math.max(0, count);
        return count > 0;
    }
}

package dev.outloop.core.internal.disk;

import java.io.EOFException;
import java.io.IOException;

/**
 * The few things that whoever keeps a file asks of it, so that tests can put a failing or crashing one in its place.
 *
 * <p>Writes come one at a time; {@link #force()} and {@link #look()} may run beside them, on any thread.
 */
public interface Storage extends AutoCloseable {

    /** Where it is, for messages. */
    String name();

    /** The length in bytes. */
    long size() throws IOException;

    /** Reads up to {@code length} bytes at the position; -1 at the end. */
    int read(long position, byte[] buffer, int offset, int length) throws IOException;

    /** Writes at least one of the bytes at the end, which is at the position, and says how many it wrote. */
    int write(long position, byte[] bytes, int offset, int length) throws IOException;

    /** Cuts everything from the position on; one beyond the end changes nothing. */
    void truncate(long size) throws IOException;

    /** Returns once everything written before the call survives a crash. */
    void force() throws IOException;

    /** What the directory has under the name of this file now. */
    Seen look() throws IOException;

    /** Lets go of the file; forces nothing. */
    @Override
    void close() throws IOException;

    /** Writes all of the bytes at the end, in one call if the file takes them so. */
    default void writeAll(long position, byte[] bytes) throws IOException {
        int done = 0;
        while (done < bytes.length) {
            int count = write(position + done, bytes, done, bytes.length - done);
            if (count <= 0) {
                throw new IOException(name() + " takes no more bytes");
            }
            done += count;
        }
    }

    /** The bytes from the position on. */
    default byte[] readAll(long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        int done = 0;
        while (done < length) {
            int read = read(position + done, bytes, done, length - done);
            if (read <= 0) {
                throw new EOFException(name() + " got shorter while it was read");
            }
            done += read;
        }
        return bytes;
    }

    /**
     * What a name leads to.
     *
     * @param place whether it is the file that is open here
     * @param size the length of what is there; 0 if nothing is
     */
    record Seen(Place place, long size) {}

    /** Whether a name leads to the file that was opened under it. */
    enum Place {
        SAME,
        GONE,
        REPLACED
    }
}

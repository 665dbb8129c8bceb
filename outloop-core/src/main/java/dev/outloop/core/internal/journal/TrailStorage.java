package dev.outloop.core.internal.journal;

import java.io.IOException;

/**
 * The few things that a trail asks of its file, so that tests can put a failing or crashing one in its place.
 *
 * <p>Writes come one at a time; {@link #force()} may run beside them, on any thread.
 */
interface TrailStorage extends AutoCloseable {

    /** Where it is, for messages. */
    String name();

    /** The length in bytes. */
    long size() throws IOException;

    /** Reads up to {@code length} bytes at the position; -1 at the end. */
    int read(long position, byte[] buffer, int offset, int length) throws IOException;

    /** Writes at least one of the bytes at the position, and says how many it wrote. */
    int write(long position, byte[] bytes, int offset, int length) throws IOException;

    /** Cuts everything from the position on. */
    void truncate(long size) throws IOException;

    /** Returns once everything written before the call survives a crash. */
    void force() throws IOException;

    /** Returns once the file's name survives a crash. */
    void forceDirectory() throws IOException;

    /** Lets go of the file and of the lock on it; forces nothing. */
    @Override
    void close() throws IOException;
}

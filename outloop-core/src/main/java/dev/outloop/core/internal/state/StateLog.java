package dev.outloop.core.internal.state;

import java.io.IOException;
import java.util.List;

/**
 * A log of small records that survive a crash, from which whoever keeps it restores what it knew. Thread-safe.
 *
 * <p>A record is one line of text without control characters, of at most 2 MiB in UTF-8. A record that a crash has cut
 * is as if it was never appended; one that is damaged otherwise is an error and never skipped.
 */
public interface StateLog extends AutoCloseable {

    /** Every record, in the order in which they were appended. */
    List<String> read() throws IOException;

    /** Appends a record that a crash may still take away, until {@link #force} or a later {@link #append} has returned. */
    void write(String line) throws IOException;

    /** Returns once everything written before the call survives a crash. Concurrent calls share one sync. */
    void force() throws IOException;

    /** Appends a record and returns once it survives a crash. */
    default void append(String line) throws IOException {
        write(line);
        force();
    }

    /** How many records it has; to tell when a {@link #replace} is worth it. */
    long size();

    /** Has exactly these records from now on; a crash leaves either the old ones or these. */
    void replace(List<String> lines) throws IOException;

    /** Lets go of the file. */
    @Override
    void close();
}

package dev.outloop.core.internal.disk;

import java.io.IOException;
import java.util.List;

/**
 * The few things that whoever keeps files asks of their directory, which it alone uses until it closes it; tests put a failing or
 * crashing one in its place.
 */
public interface Folder extends AutoCloseable {

    /** Where it is, for messages. */
    String name();

    /** The names of everything in it, in any order. */
    List<String> list() throws IOException;

    /**
     * Opens a file that is there.
     *
     * @throws java.nio.file.NoSuchFileException if it is not
     * @throws IOException also if it is no regular file
     */
    Storage open(String name) throws IOException;

    /**
     * Creates an empty file for the owner alone and opens it.
     *
     * @throws java.nio.file.FileAlreadyExistsException if the name is taken, be it by a link
     */
    Storage create(String name) throws IOException;

    /** Refuses a file that others than its owner may use, where the system can tell. */
    void requireOwnerOnly(String name) throws IOException;

    /** Deletes a file; one that is missing is fine. */
    void delete(String name) throws IOException;

    /** Gives a file another name, in place of what had it; a crash leaves the one or the other. */
    void rename(String from, String to) throws IOException;

    /** Returns once every creation, deletion and change of a name before the call survives a crash. */
    void force() throws IOException;

    /** How many more bytes files here may take, as far as the system can tell. */
    long usableBytes() throws IOException;

    /** Lets others use the directory; files opened here are closed by whoever opened them. */
    @Override
    void close() throws IOException;
}

package dev.outloop.core;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/** What was opened on the way to something whole; unless that is done, all of it is closed, the last one first. */
final class Opening implements AutoCloseable {

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private boolean done;

    <T extends AutoCloseable> T add(T part) {
        opened.push(part);
        return part;
    }

    /** These are somebody else's to close from now on. */
    void release(Collection<? extends AutoCloseable> parts) {
        opened.removeAll(parts);
    }

    /** It is whole: whoever has it closes the parts. */
    void done() {
        done = true;
    }

    @Override
    public void close() {
        if (!done) {
            opened.forEach(Opening::closeQuietly);
        }
    }

    private static void closeQuietly(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            // What went wrong first is on its way to the host.
        }
    }
}

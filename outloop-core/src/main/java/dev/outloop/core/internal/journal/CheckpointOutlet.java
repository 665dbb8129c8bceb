package dev.outloop.core.internal.journal;

import java.io.IOException;

/** A second place for checkpoints. Called on one thread, one line at a time. */
@FunctionalInterface
public interface CheckpointOutlet {

    /** Keeps the line, which has no line end. */
    void export(String line) throws IOException;
}

package dev.outloop.core.internal.journal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * How far a trail reaches at one moment, so that a reading beside a writer ends.
 *
 * @param segment the last file
 * @param size how much of it counts
 */
record ReadingEnd(int segment, long size) {

    /** The end that never comes: a reading goes on as the trail does. */
    static final ReadingEnd NONE = new ReadingEnd(Integer.MAX_VALUE, Long.MAX_VALUE);

    /** @throws NoSuchFileException if there is no trail */
    static ReadingEnd now(Path path) throws IOException {
        ReadingDirectory directory = new ReadingDirectory(path);
        while (true) {
            int last = directory.existing().last();
            try (ReadingFile file = directory.open(last)) {
                return new ReadingEnd(last, file.size());
            } catch (NoSuchFileException e) {
                // Removed since it was listed: look again, and say so if nothing is left.
            }
        }
    }

    /** All of one file. */
    static ReadingEnd of(int segment) {
        return new ReadingEnd(segment, Long.MAX_VALUE);
    }

    /** Whether it was the end of the whole trail once. */
    boolean isMoment() {
        return size < Long.MAX_VALUE;
    }

    /** How much of a file counts. */
    long limit(int ofSegment) {
        return ofSegment == segment ? size : Long.MAX_VALUE;
    }
}

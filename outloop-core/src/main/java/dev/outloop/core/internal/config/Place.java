package dev.outloop.core.internal.config;

import java.util.Comparator;

/**
 * A line and a column, both counted from 1, the column in characters.
 *
 * @param file the file beside the configuration in which it is; empty for the configuration itself
 */
record Place(int line, int column, String file) implements Comparable<Place> {

    private static final Comparator<Place> ORDER =
            Comparator.comparing(Place::file).thenComparingInt(Place::line).thenComparingInt(Place::column);

    /** A place in the configuration itself. */
    Place(int line, int column) {
        this(line, column, "");
    }

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }
}

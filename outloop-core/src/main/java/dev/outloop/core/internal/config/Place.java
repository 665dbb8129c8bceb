package dev.outloop.core.internal.config;

import java.util.Comparator;

/** A line and a column, both counted from 1, the column in characters. */
record Place(int line, int column) implements Comparable<Place> {

    private static final Comparator<Place> ORDER =
            Comparator.comparingInt(Place::line).thenComparingInt(Place::column);

    @Override
    public int compareTo(Place other) {
        return ORDER.compare(this, other);
    }
}

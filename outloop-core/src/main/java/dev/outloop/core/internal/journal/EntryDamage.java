package dev.outloop.core.internal.journal;

import java.io.IOException;

/** A place where the trail is not as a writer leaves it. Reading may go on behind it. */
public final class EntryDamage extends IOException {

    private static final long serialVersionUID = 1L;

    private final int segment;
    private final long line;
    private final long after;

    EntryDamage(int segment, long line, long after, String what) {
        super(what);
        this.segment = segment;
        this.line = line;
        this.after = after;
    }

    /** The number of the file. */
    public int segment() {
        return segment;
    }

    /** The line in it, counted from 1. */
    public long line() {
        return line;
    }

    /** The number of the last record read before it; 0 if there was none. */
    public long after() {
        return after;
    }
}

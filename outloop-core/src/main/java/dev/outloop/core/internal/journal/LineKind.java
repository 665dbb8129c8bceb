package dev.outloop.core.internal.journal;

import java.util.Locale;

/** What a line of a trail holds; its name in lower case is the line's first member. */
enum LineKind {
    /** The header of a segment. */
    TRAIL,
    /** What the engine recorded. */
    RECORD,
    /** What the writer did about the trail itself. */
    NOTE,
    /** A signature of everything before. */
    CHECKPOINT;

    /** What stands before the object. */
    String start() {
        return "{\"" + name().toLowerCase(Locale.ROOT) + "\":";
    }
}

package dev.outloop.core.internal.journal;

import org.jspecify.annotations.Nullable;

/**
 * What a look at every line of a trail found.
 *
 * @param records how many records continue the chain from its start
 * @param lastHash the hash of the last of them in hexadecimal, of the header if there is none; empty without a header
 * @param wrong the first line that does not continue the chain, or null
 */
public record TrailReport(
        long records, String lastHash, @Nullable Wrong wrong) {

    /** Why a line does not continue the chain. */
    public enum Kind {
        /** The line in this place was changed, or its links no longer fit. */
        EDITED,
        /** A line is missing before this one. */
        MISSING,
        /** The record in this place is there a second time. */
        DUPLICATED,
        /** The record that belongs here stands further down. */
        REORDERED,
        /** The line is no record of this format. */
        UNREADABLE,
        /** What a crash leaves of unsynced writes; the next opening cuts it off and records that. */
        TORN_TAIL
    }

    /**
     * The first wrong place.
     *
     * @param line its line, counted from 1; line 1 is the header
     * @param sequence the number of the record that belongs there; 0 for the header
     * @param kind what is wrong
     */
    public record Wrong(long line, long sequence, Kind kind) {}
}

package dev.outloop.core.internal.journal;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a look at every line of a trail found, up to the first wrong place.
 *
 * @param trail the trail's id; empty if there is none to read
 * @param records how many records continue the chain
 * @param lastSequence the number of the last of them; 0 if there is none
 * @param lastHash the hash of the last good line in hexadecimal; empty without one
 * @param segments how many segments there are
 * @param removedSegments how many more were removed in order
 * @param supersededRecords how many records a renewal left behind
 * @param checkpoints how many checkpoints are signed as they must be
 * @param signedBy the public keys that signed them, in hexadecimal
 * @param signedTo the number of the last record that one of them covers; 0 if none
 * @param wrong the first wrong place, or null
 */
public record TrailReport(
        String trail,
        long records,
        long lastSequence,
        String lastHash,
        long segments,
        long removedSegments,
        long supersededRecords,
        long checkpoints,
        Set<String> signedBy,
        long signedTo,
        @Nullable Wrong wrong) {

    /** Why a line does not continue the chain. */
    public enum Kind {
        /** The line in this place was changed, or its links no longer fit, as after a note that was taken out. */
        EDITED,
        /** A line or a whole segment is missing from this place on. */
        MISSING,
        /** The line in this place is there a second time. */
        DUPLICATED,
        /** The line in this place belongs to another one of this trail. */
        REORDERED,
        /** What stands here was never written here: it is from another trail, or made up. */
        SPLICED,
        /** The trail ends here, before what a signature says that it had. */
        CUT,
        /** The chain is whole here, but not the one that an exported checkpoint signs. */
        REWRITTEN,
        /** The trail hangs together, but none of the exported checkpoints that it was to be compared with is of it. */
        UNATTESTED,
        /** What is signed here is signed with a key that is not trusted. */
        WRONG_KEY,
        /** The line is none of this format. */
        UNREADABLE,
        /** What a crash leaves of unsynced writes; the next opening cuts it off and records that. */
        TORN_TAIL
    }

    /**
     * The first wrong place.
     *
     * @param file the name of the file; that of a segment that is missing, if it is
     * @param line its line, counted from 1; line 1 of a segment is its header
     * @param sequence the number of the record that belongs there, or of the next one
     * @param kind what is wrong
     */
    public record Wrong(String file, long line, long sequence, Kind kind) {}
}
